#include "store/sqlite/search/wanted.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Prefix;

std::int64_t just_over(std::int64_t number)
{
    return number == INT64_MAX ? number : number + 1;
}
std::int64_t just_under(std::int64_t number)
{
    return number == INT64_MIN ? number : number - 1;
}
double just_over(double number)
{
    return std::nextafter(number, INFINITY);
}
double just_under(double number)
{
    return std::nextafter(number, -INFINITY);
}

template <typename Number>
Span<Number> inside(Number low, Number high)
{
    return {.low_from = low, .high_to = high};
}

template <typename Number>
Span<Number> reaches_over(Number high)
{
    return {.high_from = just_over(high)};
}

template <typename Number>
Span<Number> reaches_under(Number low)
{
    return {.low_to = just_under(low)};
}

template <typename Number>
std::vector<Span<Number>> spans(Prefix prefix, Number low, Number high)
{
    switch (prefix) {
    case Prefix::eq: return {inside(low, high)};
    case Prefix::ne: return {reaches_under(low), reaches_over(high)};
    case Prefix::gt: return {reaches_over(high)};
    case Prefix::lt: return {reaches_under(low)};
    case Prefix::ge: return {reaches_over(high), inside(low, high)};
    case Prefix::le: return {reaches_under(low), inside(low, high)};
    case Prefix::sa: return {{.low_from = high}};
    case Prefix::eb: return {{.high_to = low}};
    case Prefix::ap: return {{.low_to = just_under(high), .high_from = just_over(low)}};
    }
    return {};
}

bool is_urn(std::string_view uri)
{
    return uri.starts_with("urn:");
}

bool passes(const TokenTest& test, const KeptRow& row)
{
    return (!test.code || *test.code == row.text) && (!test.system || *test.system == row.system);
}

bool passes(const StringTest& test, const KeptRow& row)
{
    switch (test.test) {
    case TextTest::starts_with: return row.text.starts_with(test.folded);
    case TextTest::contains: return row.text.find(test.folded) != std::string_view::npos;
    case TextTest::whole: return row.text == test.folded;
    case TextTest::ends: return row.text.ends_with(test.folded);
    default: return row.exact == test.exact;
    }
}

// Only urls have parts; a urn is compared whole.
bool passes(const UriTest& test, const KeptRow& row)
{
    if (test.test == TextTest::below && !is_urn(test.uri))
        return row.text.starts_with(test.uri);
    if (test.test == TextTest::above && !is_urn(test.uri))
        return std::string_view(test.uri).starts_with(row.text);
    return row.text == test.uri;
}

bool passes(const DateTest& test, const KeptRow& row)
{
    return std::ranges::any_of(test.spans, [&](const auto& span) { return span.holds(row.low, row.high); });
}

bool passes(const NumberTest& test, const KeptRow& row)
{
    if ((test.unit && *test.unit != row.unit) || (test.system && *test.system != row.system))
        return false;
    return std::ranges::any_of(
        test.spans, [&](const auto& span) { return span.holds(row.low_number, row.high_number); });
}

bool passes(const ReferenceTest& test, const KeptRow& row)
{
    return std::ranges::find(test.targets, row.target) != test.targets.end();
}

bool is_of_kind(const SimpleTest& test, RowKind kind)
{
    if (const auto* number = std::get_if<NumberTest>(&test))
        return kind == (number->is_quantity ? RowKind::quantity : RowKind::number);
    constexpr std::array kinds{
        RowKind::token, RowKind::string, RowKind::uri, RowKind::date, RowKind::number, RowKind::reference};
    return kinds.at(test.index()) == kind;
}

bool passes(const CompositeTest& test, const KeptRow& row)
{
    auto rest = row.text;
    for (const auto& part_test : test.parts) {
        const auto part = next_part(rest);
        if (!part || !is_of_kind(part_test, part->kind))
            return false;
        if (!std::visit([&](const auto& each) { return passes(each, *part); }, part_test))
            return false;
    }
    return rest.empty();
}

template <typename Number>
std::optional<Span<Number>> intersect(const Span<Number>& left, const Span<Number>& right)
{
    const Span<Number> both{std::max(left.low_from, right.low_from), std::min(left.low_to, right.low_to),
        std::max(left.high_from, right.high_from), std::min(left.high_to, right.high_to)};
    return both.low_from > both.low_to || both.high_from > both.high_to ? std::nullopt : std::optional(both);
}

}  // namespace

template <typename Number>
std::vector<Span<Number>> intersect(const std::vector<Span<Number>>& left, const std::vector<Span<Number>>& right)
{
    std::vector<Span<Number>> spans;
    for (const auto& first : left) {
        for (const auto& second : right) {
            if (const auto both = intersect(first, second))
                spans.push_back(*both);
        }
    }
    return spans;
}

template std::vector<Span<std::int64_t>> intersect(
    const std::vector<Span<std::int64_t>>& left, const std::vector<Span<std::int64_t>>& right);
template std::vector<Span<double>> intersect(                                        // floating point: an index bound.
    const std::vector<Span<double>>& left, const std::vector<Span<double>>& right);  // floating point: an index bound.

DateTest to_test(const fhir::search::DateValue& value)
{
    return {spans(value.prefix, value.low, value.high)};
}

NumberTest to_test(const fhir::search::NumberValue& value)
{
    switch (value.prefix) {
    case Prefix::eq:
    case Prefix::ne:
    case Prefix::ap: return {spans(value.prefix, value.low, value.high), {}, {}};
    default: return {spans(value.prefix, value.value, value.value), {}, {}};
    }
}

bool Wanted::is_passed_by(const KeptRow& row) const
{
    const auto passed
        = [&](const Test& test) { return std::visit([&](const auto& each) { return passes(each, row); }, test); };
    return std::ranges::any_of(any_of, passed);
}

bool Wanted::is_present_in(KeptRows rows) const
{
    while (const auto row = rows.next()) {
        if (row->kind == RowKind::member)
            continue;
        if (row->parameter == parameter || (also_present_by != 0 && row->parameter == also_present_by))
            return true;
    }
    return false;
}

bool Wanted::has_row(KeptRows rows) const
{
    if (is_presence)
        return is_present_in(rows);
    while (const auto row = rows.next(kind, parameter)) {
        if (is_passed_by(*row) != is_other)
            return true;
    }
    return false;
}

bool Wanted::is_fulfilled_by(KeptRows rows) const
{
    return has_row(rows) != is_negated;
}

std::optional<std::string> after_prefix(std::string_view start)
{
    std::string after(start);
    while (!after.empty() && static_cast<unsigned char>(after.back()) == 0xff)
        after.pop_back();
    if (after.empty())
        return std::nullopt;
    after.back() = static_cast<char>(static_cast<unsigned char>(after.back()) + 1);
    return after;
}

}  // namespace helselos::store::sqlite
