#include "services/triage/proof/intervals.h"

#include "services/triage/decimal.h"

#include <algorithm>
#include <array>

namespace helselos::triage::proof {

namespace {

// An age people think of when nothing else is said; the proofs hold for every age.
constexpr std::int64_t ordinary_age = 34 * one;

std::optional<std::int64_t> multiple_in(const Interval& interval, std::int64_t size)
{
    const auto value = (interval.first + size - 1) / size * size;
    return value >= interval.first && value <= interval.last ? std::optional(value) : std::nullopt;
}

// Ages in a unit are rounded down when they are read; see to_years.
std::optional<std::int64_t> age_in(const Interval& interval, std::string_view unit)
{
    constexpr std::int64_t counts_max = 800;
    for (std::int64_t count = 1; count < counts_max; ++count)
        if (const auto age = *to_years(count * one, unit); age >= interval.first)
            return age <= interval.last ? std::optional(age) : std::nullopt;
    return std::nullopt;
}

}  // namespace

void Intervals::cut(FindingIndex finding, std::int64_t from)
{
    auto& cuts = m_cuts[finding];
    const auto place = std::ranges::lower_bound(cuts, from);
    if (from > m_findings[finding].min && from <= m_findings[finding].max && (place == cuts.end() || *place != from))
        cuts.insert(place, from);
}

void Intervals::divide(const Condition& condition)
{
    for (const auto& step : condition) {
        if (step.act == Step::Act::is_less || step.act == Step::Act::is_at_least)
            cut(step.finding, step.number);
        if (step.act == Step::Act::is_more || step.act == Step::Act::is_at_most)
            cut(step.finding, step.number + 1);
    }
}

void Intervals::divide_by_normal(FindingIndex finding)
{
    if (const auto& normal = m_findings[finding].normal) {
        cut(finding, normal->low);
        cut(finding, normal->high + 1);
    }
}

std::vector<Interval> Intervals::of(FindingIndex finding) const
{
    std::vector<Interval> intervals{{m_findings[finding].min, m_findings[finding].max}};
    if (const auto cuts = m_cuts.find(finding); cuts != m_cuts.end())
        for (const auto cut : cuts->second) {
            intervals.back().last = cut - 1;
            intervals.push_back({cut, m_findings[finding].max});
        }
    return intervals;
}

std::int64_t Intervals::example(FindingIndex finding, const Interval& interval) const
{
    const bool is_age = m_findings[finding].id == "age-years";
    if (is_age && interval.first <= ordinary_age && ordinary_age <= interval.last)
        return ordinary_age;
    if (const auto whole = multiple_in(interval, one))
        return *whole;
    if (is_age)
        for (const auto* unit : {"months", "weeks", "days"})
            if (const auto age = age_in(interval, unit))
                return *age;
    for (const auto size : {one / 2, one / 10, one / 100, one / 1'000, one / 10'000, one / 100'000})
        if (const auto value = multiple_in(interval, size))
            return *value;
    return interval.first;
}

}  // namespace helselos::triage::proof
