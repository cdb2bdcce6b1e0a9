#include "services/triage/proof/person.h"

#include "services/triage/decimal.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

Person any_person(Formulas& formulas, std::span<const Finding> findings, const Intervals& intervals,
    std::span<const FindingIndex> asked, const std::string& prefix)
{
    Person person(findings.size());
    for (const auto index : asked) {
        const auto& finding = findings[index];
        auto& told = person[index];
        told.known = formulas.variable(fmt::format("{}{}: known", prefix, finding.id));
        if (finding.kind == Finding::Kind::yes_no)
            told.parts = {formulas.variable(fmt::format("{}{}: yes", prefix, finding.id))};
        for (const auto& choice : finding.choices)
            told.parts.push_back(formulas.variable(fmt::format("{}{}: {}", prefix, finding.id, choice.id)));
        if (finding.kind != Finding::Kind::number)
            continue;
        for (const auto& interval : intervals.of(index))
            if (interval.first != finding.min)
                told.parts.push_back(formulas.variable(
                    fmt::format("{}{}: {} or more", prefix, finding.id, from_millionths(interval.first))));
    }
    return person;
}

Formula is_person(Formulas& formulas, std::span<const Finding> findings, const Person& person)
{
    std::vector<Formula> rules;
    for (std::size_t index = 0; index < findings.size(); ++index) {
        const auto& parts = person[index].parts;
        if (findings[index].kind == Finding::Kind::choice && !parts.empty()) {
            rules.push_back(formulas.any(parts));
            rules.push_back(opposite(formulas.at_least(2, parts)));
        }
        if (findings[index].kind == Finding::Kind::number)
            for (std::size_t i = 1; i < parts.size(); ++i)
                rules.push_back(formulas.implies(parts[i], parts[i - 1]));
    }
    return formulas.all(rules);
}

Told told(const Intervals& intervals, std::span<const Finding> findings, FindingIndex index, const Answer& answer)
{
    const auto& finding = findings[index];
    Told told{answer.state == Answer::State::given ? certain : impossible, {}};
    if (finding.kind == Finding::Kind::yes_no)
        told.parts = {answer.value == 1 ? certain : impossible};
    for (std::size_t i = 0; i < finding.choices.size(); ++i)
        told.parts.push_back(answer.value == static_cast<std::int64_t>(i) ? certain : impossible);
    if (finding.kind == Finding::Kind::number)
        for (const auto& interval : intervals.of(index))
            if (interval.first != finding.min)
                told.parts.push_back(answer.value >= interval.first ? certain : impossible);
    return told;
}

std::vector<std::int64_t> values_of(const Intervals& intervals, std::span<const Finding> findings, FindingIndex index)
{
    const auto& finding = findings[index];
    if (finding.kind == Finding::Kind::yes_no)
        return {0, 1};
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < finding.choices.size(); ++i)
        values.push_back(static_cast<std::int64_t>(i));
    if (finding.kind == Finding::Kind::number)
        for (const auto& interval : intervals.of(index))
            values.push_back(intervals.example(index, interval));
    return values;
}

}  // namespace helselos::triage::proof
