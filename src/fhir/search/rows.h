// What is kept of a resource so that it can be found: one row for each value
// that a search parameter's expression yields
// (http://hl7.org/fhir/R4/search.html).
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace helselos::fhir::search {

struct TokenRow {
    std::string parameter;  // The code of the search parameter: "identifier".
    std::string system;     // Empty when there is none.
    std::string code;       // As written; compared by case.
    auto operator<=>(const TokenRow&) const = default;
};

struct StringRow {
    std::string parameter;
    std::string folded;  // fold() of the text: what is compared without a modifier.
    std::string exact;   // As written, for :exact.
    auto operator<=>(const StringRow&) const = default;
};

// [low, high) in milliseconds since 1970 UTC; a year, a day, an instant and a period are all ranges.
constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();

struct DateRow {
    std::string parameter;
    std::int64_t low = earliest;
    std::int64_t high = latest;
    auto operator<=>(const DateRow&) const = default;
};

// A number is a point, so both are the same; a Range, or a Quantity with a comparator, has two ends, both
// included, and an open end is least or most. The precision a value was written with plays no part: it is
// that of the question which makes a range (http://hl7.org/fhir/R4/search.html#number), else gt5.4 would find 5.4.
// All floating point: the index compares with these, nobody is shown them.
constexpr auto least = std::numeric_limits<double>::lowest();  // floating point: an index bound.
constexpr auto most = std::numeric_limits<double>::max();      // floating point: an index bound.

struct NumberRow {
    std::string parameter;
    double low = 0;   // floating point: an index bound.
    double high = 0;  // floating point: an index bound.
    auto operator<=>(const NumberRow&) const = default;
};

struct QuantityRow {
    std::string parameter;
    std::string system;
    // The coded unit with its system. The unit's text, where it is not the same, is a row of its own
    // with an empty system.
    std::string code;
    double low = 0;   // floating point: an index bound, as in NumberRow.
    double high = 0;  // floating point: an index bound.
    auto operator<=>(const QuantityRow&) const = default;
};

// A literal reference to a resource here has type and id; one to elsewhere has url;
// a logical one has only the identifier. A canonical address with a version has two rows:
// "http://x|1.0" and "http://x". References into the resource itself ("#a") have none.
struct ReferenceRow {
    std::string parameter;
    std::string type;
    std::string id;
    std::string url;
    std::string identifier_system;
    std::string identifier_value;
    auto operator<=>(const ReferenceRow&) const = default;
};

struct UriRow {
    std::string parameter;
    std::string uri;
    auto operator<=>(const UriRow&) const = default;
};

using SimpleRow = std::variant<TokenRow, StringRow, DateRow, NumberRow, QuantityRow, ReferenceRow, UriRow>;

// One combination of what the components of a composite yield within one element: the `component` of an
// Observation. The parts stand in the order of the components and have no parameter of their own. A composite
// of the whole resource (code-value-quantity) has no rows: it holds when its components do.
struct CompositeRow {
    std::string parameter;
    std::vector<SimpleRow> parts;
    auto operator<=>(const CompositeRow&) const = default;
};

// Texts longer than limits::search_key_bytes_max are kept up to there. Within one parameter the rows
// are sorted and there are no doubles.
struct Rows {
    std::vector<TokenRow> tokens;
    std::vector<StringRow> strings;
    std::vector<DateRow> dates;
    std::vector<NumberRow> numbers;
    std::vector<QuantityRow> quantities;
    std::vector<ReferenceRow> references;
    std::vector<UriRow> uris;
    std::vector<CompositeRow> composites;

    // The compartments the resource is in by its own content: "Patient/123".
    std::vector<std::string> compartments;
};

// What is compared when case and accents shall not matter: lower case, no diacritics, runs of white
// space made one space, none at the ends. The same for rows and queries. Idempotent.
//
// æ, ø and å stay: in Norwegian they are letters, not accents, and Åse is not Ase. Every other mark
// goes: é is e, ä is a, ö is o, č is c.
std::string fold(std::string_view text);

}  // namespace helselos::fhir::search
