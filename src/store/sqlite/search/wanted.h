// One parameter of a search, resolved against the names of the store: what a row
// must be. The same Wanted drives an index, or checks the kept rows of a resource.
#pragma once

#include "fhir/search/query.h"
#include "store/sqlite/kept.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace helselos::store::sqlite {

struct TokenTest {
    std::optional<std::string> code;  // As a key.
    std::optional<NameId> system;
};

enum class TextTest : std::uint8_t { starts_with, contains, is, below, above, whole, ends };

struct StringTest {
    TextTest test = TextTest::starts_with;  // `is` looks at the exact text, the others at the folded.
    std::string folded;
    std::string exact;
};

struct UriTest {
    TextTest test = TextTest::is;
    std::string uri;
};

// All bounds inclusive.
template <typename Number>
struct Span {
    Number low_from = std::numeric_limits<Number>::lowest();
    Number low_to = std::numeric_limits<Number>::max();
    Number high_from = std::numeric_limits<Number>::lowest();
    Number high_to = std::numeric_limits<Number>::max();

    bool holds(Number low, Number high) const
    {
        return low >= low_from && low <= low_to && high >= high_from && high <= high_to;
    }
    // Where the lows of what it holds end: none is over its high.
    Number end_of_scan() const { return low_to < high_to ? low_to : high_to; }
};

// A range passes when one of the spans holds it.
struct DateTest {
    std::vector<Span<std::int64_t>> spans;
};

struct NumberTest {
    std::vector<Span<double>> spans;
    std::optional<NameId> system = {};  // Of a quantity.
    std::optional<NameId> unit = {};
    bool is_quantity = false;
};

struct ReferenceTest {
    std::vector<ResourceId> targets;
};

using SimpleTest = std::variant<TokenTest, StringTest, UriTest, DateTest, NumberTest, ReferenceTest>;

// Each part of one row passes its test.
struct CompositeTest {
    std::vector<SimpleTest> parts;
};

using Test = std::variant<TokenTest, StringTest, UriTest, DateTest, NumberTest, ReferenceTest, CompositeTest>;

struct Wanted {
    RowKind kind = RowKind::token;
    NameId parameter = 0;        // 0: no resource has such a row.
    NameId also_present_by = 0;  // Another parameter whose rows count as presence.
    bool is_presence = false;    // Any row of the parameter will do.
    bool is_negated = false;
    bool is_other = false;  // Wanted is a row that passes none of them.
    std::vector<Test> any_of;

    bool is_fulfilled_by(KeptRows rows) const;
    bool is_passed_by(const KeptRow& row) const;

private:
    bool has_row(KeptRows rows) const;
    bool is_present_in(KeptRows rows) const;
};

// http://hl7.org/fhir/R4/search.html#prefix, on ranges.
DateTest to_test(const fhir::search::DateValue& value);
NumberTest to_test(const fhir::search::NumberValue& value);

// In a class of this width, where the lows of what the span may hold begin.
template <typename Number>
Number start_of_scan(const Span<Number>& span, double width)  // floating point: an index bound.
{
    const auto high = static_cast<double>(span.high_from);  // floating point: an index bound.
    // Doubles are coarse: a scan may begin early, never late.
    const double early = high - width - (std::abs(high) + width) * 1e-12;  // floating point: an index bound.
    if (!(early > static_cast<double>(span.low_from)))                     // floating point: an index bound.
        return span.low_from;
    return static_cast<Number>(early);
}

// What passes both.
template <typename Number>
std::vector<Span<Number>> intersect(const std::vector<Span<Number>>& left, const std::vector<Span<Number>>& right);

// The smallest text that is greater than every text with this start; none when there is no such.
std::optional<std::string> after_prefix(std::string_view start);

}  // namespace helselos::store::sqlite
