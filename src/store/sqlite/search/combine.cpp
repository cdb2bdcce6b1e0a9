#include "store/sqlite/search/combine.h"

#include "base/limits.h"
#include "store/sqlite/paired.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

// A criterion that any row which passes fulfils.
bool is_plain(const Condition& condition, RowKind kind)
{
    const auto* wanted = condition.wanted;
    return wanted != nullptr && wanted->kind == kind && !wanted->is_negated && !wanted->is_presence;
}

bool is_range(const Condition& condition)
{
    return is_plain(condition, RowKind::date) || is_plain(condition, RowKind::number)
        || is_plain(condition, RowKind::quantity);
}

std::optional<DateTest> union_of_dates(const Wanted& wanted)
{
    DateTest all;
    for (const auto& test : wanted.any_of)
        all.spans.insert(all.spans.end(), std::get<DateTest>(test).spans.begin(), std::get<DateTest>(test).spans.end());
    return all;
}

// None when the tests speak of different units.
std::optional<NumberTest> union_of_numbers(const Wanted& wanted)
{
    NumberTest all = std::get<NumberTest>(wanted.any_of.front());
    all.spans.clear();
    for (const auto& each : wanted.any_of) {
        const auto& test = std::get<NumberTest>(each);
        if (test.unit != all.unit || test.system != all.system)
            return std::nullopt;
        all.spans.insert(all.spans.end(), test.spans.begin(), test.spans.end());
    }
    return all;
}

std::optional<Test> both_dates(const Wanted& left, const Wanted& right)
{
    return DateTest{intersect(union_of_dates(left)->spans, union_of_dates(right)->spans)};
}

std::optional<Test> both_numbers(const Wanted& left, const Wanted& right)
{
    auto first = union_of_numbers(left);
    const auto second = union_of_numbers(right);
    if (!first || !second || first->unit != second->unit || first->system != second->system)
        return std::nullopt;
    first->spans = intersect(first->spans, second->spans);
    return first;
}

// What is asked by both, when every resource has one range of the parameter at most.
std::optional<Wanted> merged(const Wanted& left, const Wanted& right)
{
    if (left.kind != right.kind || left.parameter != right.parameter || left.any_of.empty() || right.any_of.empty())
        return std::nullopt;
    auto test = left.kind == RowKind::date ? both_dates(left, right) : both_numbers(left, right);
    if (!test)
        return std::nullopt;
    Wanted both{.kind = left.kind, .parameter = left.parameter};
    both.any_of.push_back(*std::move(test));
    return both;
}

Result<bool> merge_into(Inquiry& inquiry, Condition& into, const Condition& other)
{
    if (!is_range(into) || !is_range(other) || TRY(inquiry.may_differ(into.wanted->parameter)))
        return false;
    auto both = merged(*into.wanted, *other.wanted);
    if (!both)
        return false;
    into = TRY(row_condition(inquiry, *std::move(both)));
    return true;
}

Condition* find_plain_condition(Conditions& all_of, RowKind kind, NameId parameter)
{
    const auto found = std::ranges::find_if(
        all_of, [&](const Condition& each) { return is_plain(each, kind) && each.wanted->parameter == parameter; });
    return found == all_of.end() ? nullptr : &*found;
}

// The range as it stands beside a code: the number of a quantity, whatever its unit.
SimpleTest without_unit(const Test& range)
{
    if (const auto* date = std::get_if<DateTest>(&range))
        return *date;
    return NumberTest{std::get<NumberTest>(range).spans};
}

bool has_unit(const Test& range)
{
    const auto* number = std::get_if<NumberTest>(&range);
    return number != nullptr && (number->unit || number->system);
}

std::optional<Wanted> paired(NameId name, const Wanted& codes, const Wanted& ranges)
{
    Wanted wanted{.kind = RowKind::composite, .parameter = name};
    if (codes.any_of.size() * ranges.any_of.size() > limits::search_postings_max)
        return std::nullopt;
    for (const auto& code : codes.any_of) {
        const auto& token = std::get<TokenTest>(code);
        // Codes with a zero byte are not paired.
        if (!token.code || token.code->find('\0') != std::string::npos)
            return std::nullopt;
        for (const auto& range : ranges.any_of)
            wanted.any_of.emplace_back(CompositeTest{{token, without_unit(range)}});
    }
    return wanted;
}

// One code in one system with one range: then each resource stands in the table once.
Result<bool> is_single(const Inquiry& inquiry, const Wanted& pair, NameId range)
{
    if (pair.any_of.size() != 1 || TRY(inquiry.may_differ(range)))
        return false;
    const auto& parts = std::get<CompositeTest>(pair.any_of.front()).parts;
    const auto* date = std::get_if<DateTest>(&parts.back());
    const auto spans = date != nullptr ? date->spans.size() : std::get<NumberTest>(parts.back()).spans.size();
    return spans == 1 && std::get<TokenTest>(parts.front()).system.has_value();
}

Result<void> add_pair(Inquiry& inquiry, const std::string& type, Conditions& all_of, const PairedParameters& pair)
{
    const auto& moment = inquiry.moment();
    const auto* code = find_plain_condition(all_of, RowKind::token, TRY(moment.parameter(type, pair.token)));
    const auto* range = find_plain_condition(all_of, pair.kind, TRY(moment.parameter(type, pair.range)));
    if (code == nullptr || range == nullptr)
        return {};
    auto wanted = paired(TRY(moment.name(pair_name(type, pair))), *code->wanted, *range->wanted);
    if (!wanted)
        return {};
    const bool has_units = std::ranges::any_of(range->wanted->any_of, has_unit);
    const auto place = [&](const Condition* each) { return static_cast<std::size_t>(each - all_of.data()); };
    auto driver = TRY(row_condition(inquiry, *std::move(wanted)));
    if (driver.is_impossible) {
        all_of.push_back(impossible());
        return {};
    }
    if (driver.driver.empty())
        return {};
    driver.covers = {place(code)};
    if (!has_units)
        driver.covers.push_back(place(range));
    driver.check = "1";
    driver.check_needs_rows = false;
    driver.driver_is_single = TRY(is_single(inquiry, *driver.wanted, range->wanted->parameter));
    all_of.push_back(std::move(driver));
    return {};
}

}  // namespace

const Wanted* find_plain(const Conditions& all_of, RowKind kind, NameId parameter)
{
    for (const auto& each : all_of) {
        if (is_plain(each, kind) && each.wanted->parameter == parameter)
            return each.wanted;
    }
    return nullptr;
}

Result<void> merge_ranges(Inquiry& inquiry, Conditions& all_of)
{
    for (std::size_t i = 0; i < all_of.size(); ++i) {
        for (std::size_t j = i + 1; j < all_of.size();) {
            if (TRY(merge_into(inquiry, all_of[i], all_of[j])))
                all_of.erase(all_of.begin() + static_cast<std::ptrdiff_t>(j));
            else
                ++j;
        }
    }
    return {};
}

Result<void> add_pairs(Inquiry& inquiry, const std::string& type, Conditions& all_of)
{
    for (const auto& pair : paired_parameters_of(type))
        TRY(add_pair(inquiry, type, all_of, pair));
    return {};
}

}  // namespace helselos::store::sqlite
