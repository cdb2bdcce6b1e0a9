// A search as it was understood: every name resolved, every value parsed. What
// could not be understood was refused (or reported, when the caller is lenient)
// before this exists.
#pragma once

#include "base/clock.h"
#include "fhir/definitions/definitions.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace helselos::fhir::search {

// http://hl7.org/fhir/R4/search.html#prefix
enum class Prefix : std::uint8_t { eq, ne, gt, lt, ge, le, sa, eb, ap };

enum class Modifier : std::uint8_t {
    none,
    exact,
    contains,
    text,
    not_,
    missing,
    type,
    identifier,
    above,
    below,
    in,
    not_in,
    of_type
};

// code | system|code | |code (no system) | system|
struct TokenValue {
    std::optional<std::string> system;  // Not given: any. Empty: none.
    std::optional<std::string> code;    // Not given: any.
};

struct StringValue {
    std::string folded;
    std::string exact;
};

struct DateValue {
    Prefix prefix = Prefix::eq;
    std::int64_t low = 0;  // [low, high) as in DateRow.
    std::int64_t high = 0;
};

struct NumberValue {
    Prefix prefix = Prefix::eq;
    double value = 0;  // As written, for gt, lt, ge, le, sa, eb. floating point: an index bound.
    double low = 0;    // [low, high) with implied precision, for eq and ne; widened by a tenth for ap. floating point.
    double high = 0;   // floating point: an index bound.
};

struct QuantityValue {
    NumberValue number;
    std::optional<std::string> system;
    std::optional<std::string> code;
};

struct ReferenceValue {
    std::string type;  // Empty when only an id was given: any of the parameter's targets.
    std::string id;
    std::string url;        // An absolute reference to elsewhere; then type and id are empty.
    TokenValue identifier;  // With :identifier.
};

struct UriValue {
    std::string uri;
};

using Value = std::variant<TokenValue, StringValue, DateValue, NumberValue, QuantityValue, ReferenceValue, UriValue>;

// One parameter of the query: it holds when one of its values does.
struct Criterion {
    std::string parameter;  // "_id" and "_lastUpdated" are token and date criteria on the resource itself.
    SearchType type = SearchType::token;
    Modifier modifier = Modifier::none;
    bool missing = false;  // With :missing, the value wanted.
    std::vector<Value> any_of;
};

struct SortKey {
    std::string parameter;
    SearchType type = SearchType::string;
    bool descending = false;
};

// _include=Observation:patient:Patient
struct Include {
    std::string source_type;
    std::string parameter;    // Or "*".
    std::string target_type;  // Empty: any.
};

enum class Total : std::uint8_t { unspecified, none, estimate, accurate };
enum class Summary : std::uint8_t { none, count, data, text, yes };

struct Query {
    std::string type;  // The resource type searched.
    std::vector<Criterion> all_of;
    std::vector<SortKey> sort;  // Empty: by the store's own order, oldest first.
    std::vector<Include> includes;
    std::vector<Include> revincludes;
    std::size_t count = 0;  // Page size, already within limits.
    Total total = Total::unspecified;
    Summary summary = Summary::none;
    std::vector<std::string> elements;
    std::string cursor;  // Where the page starts; opaque, made by the store; empty for the first.

    // The parameters that were understood, as they stand in the self link: "code=http%3A..|8480-6&_count=20".
    std::string understood;
};

}  // namespace helselos::fhir::search
