#include "services/triage/assess.h"

#include "services/triage/medicines.h"

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr Outcome nothing{Level::selfcare, 0};

RuleState state_of(const Rule& rule, const Answers& answers)
{
    RuleState state{evaluate(rule.when, answers), emergency, nothing};
    const auto include = [&](Truths truth, const Outcome& outcome) {
        if ((state.truths & truth) == 0)
            return;
        state.least = std::min(state.least, outcome);
        state.most = std::max(state.most, outcome);
    };
    include(can_be_true, rule.outcome);
    include(can_be_unknown, rule.if_unknown);
    include(can_be_false, nothing);
    return state;
}

std::vector<FiredRule> fired_rules(const Protocol& protocol, const Answers& answers)
{
    std::vector<FiredRule> fired;
    for (const auto& rule : protocol.rules) {
        const auto truths = evaluate(rule.when, answers);
        if (truths == can_be_true)
            fired.push_back({&rule, rule.outcome, false, deciding(rule.when, answers)});
        else if (truths == can_be_unknown)
            fired.push_back({&rule, rule.if_unknown, true, deciding(rule.when, answers)});
    }
    std::ranges::stable_sort(fired, [](const FiredRule& left, const FiredRule& right) {
        // A rule that holds explains better than one that is only not ruled out.
        if (left.outcome == right.outcome)
            return left.is_unknown < right.is_unknown;
        return left.outcome > right.outcome;
    });
    return fired;
}

void list_findings(const Content& content, const Protocol& protocol, const Answers& answers, Assessment& assessment)
{
    for (const auto index : protocol.findings) {
        const auto& finding = content.findings[index];
        const auto& answer = answers[index];
        // Nobody is told that they did not measure.
        const bool is_measured = finding.unknown_passes && finding.kind == Finding::Kind::number;
        if (answer.state == Answer::State::unknown && !is_measured)
            assessment.unknown.push_back(index);
        if (answer.state != Answer::State::given)
            continue;
        if (finding.kind != Finding::Kind::yes_no || answer == answered_yes)
            assessment.reported.push_back(index);
        else if (finding.red_flag)
            assessment.denied_red_flags.push_back(index);
    }
}

// A milder rule about what was never asked, because the interview stopped at something worse,
// explains nothing: nobody said they did not know.
void leave_out_never_asked(Assessment& assessment, const Answers& answers)
{
    const auto was_asked = [&](FindingIndex finding) { return answers[finding].state == Answer::State::unknown; };
    std::erase_if(assessment.fired, [&](const FiredRule& fired) {
        return fired.is_unknown && fired.outcome < assessment.outcome
            && std::ranges::none_of(fired.findings, was_asked);
    });
}

// What was not known and did not raise the level is told back: noticed later, it would.
class Unnoticed {
public:
    Unnoticed(const Content& content, const Protocol& protocol, const Answers& answers)
        : m_content(content), m_protocol(protocol), m_answers(answers)
    {}

    std::vector<Advice> advice(const Assessment& assessment) const
    {
        std::array<std::vector<FindingIndex>, levels_count> of_level;
        for (const auto finding : assessment.unknown)
            if (const auto level = level_if_noticed(finding); level > assessment.outcome.level)
                of_level[static_cast<std::size_t>(level)].push_back(finding);
        std::vector<Advice> all;
        for (const auto level : {Level::emergency, Level::urgent})
            if (const auto& findings = of_level[static_cast<std::size_t>(level)]; !findings.empty())
                all.push_back(
                    {AdviceKind::worse, wording(level, findings), level == Level::emergency ? "113" : "116117"});
        return all;
    }

private:
    Level level_if_noticed(FindingIndex finding) const
    {
        const auto& asked = m_content.findings[finding];
        if (!asked.unknown_passes || asked.kind != Finding::Kind::yes_no
            || asked.worrying == Finding::Worrying::neither)
            return Level::selfcare;
        auto answers = m_answers;
        answers.set(finding, asked.worrying == Finding::Worrying::yes ? answered_yes : answered_no);
        return outcome_of(m_protocol, answers).level;
    }

    Wording wording(Level level, const std::vector<FindingIndex>& findings) const
    {
        Wording all;
        for (std::size_t i = 0; i < languages_count; ++i)
            for (const auto speaks : {Speaks::to_person, Speaks::about_child})
                all.write(static_cast<Language>(i), speaks, text(level, findings, static_cast<Language>(i), speaks));
        return all;
    }

    std::string text(Level level, const std::vector<FindingIndex>& findings, Language language, Speaks speaks) const
    {
        std::string list;
        for (const auto index : findings) {
            const auto& finding = m_content.findings[index];
            const auto& noticed = finding.worrying == Finding::Worrying::yes ? finding.present : finding.absent;
            list += (list.empty() ? "" : "; ") + std::string(noticed.in(language, speaks));
        }
        return with_value(m_content.levels[static_cast<std::size_t>(level)].if_noticed.in(language, speaks), list);
    }

    const Content& m_content;
    const Protocol& m_protocol;
    const Answers& m_answers;
};

// What everybody at this level is told, then what the deciding rules add, then the protocol's own.
std::vector<Advice> advice_for(
    const Content& content, const Protocol& protocol, const Answers& answers, const Assessment& assessment)
{
    const auto level = static_cast<std::size_t>(assessment.outcome.level);
    std::vector<Advice> all = content.levels[level].advice;
    for (const auto& fired : assessment.fired)
        if (fired.outcome == assessment.outcome && !fired.is_unknown && !fired.rule->do_now.empty())
            all.push_back({AdviceKind::now, fired.rule->do_now, {}});
    all.insert(all.end(), protocol.advice[level].begin(), protocol.advice[level].end());
    for (const auto* medicine : assessment.medicines)
        all.push_back({AdviceKind::avoid_medicine, medicine->text, {}});
    const auto unnoticed = Unnoticed(content, protocol, answers).advice(assessment);
    all.insert(all.end(), unnoticed.begin(), unnoticed.end());
    std::ranges::stable_sort(all, {}, &Advice::kind);
    return all;
}

std::vector<std::string> sources_for(const Content& content, const Protocol& protocol, const Assessment& assessment)
{
    std::vector<std::string> titles;
    const auto add = [&](const std::vector<std::string>& evidence) {
        for (const auto& key : evidence) {
            const auto found = content.sources.find(key.substr(0, key.find(' ')));
            if (found != content.sources.end() && std::ranges::find(titles, found->second.title) == titles.end())
                titles.push_back(found->second.title);
        }
    };
    for (const auto& fired : assessment.fired)
        add(fired.rule->evidence);
    for (const auto* medicine : assessment.medicines)
        add(medicine->evidence);
    if (assessment.fired.empty())
        add(protocol.selfcare_evidence);
    return titles;
}

}  // namespace

Bounds bounds_of(const Protocol& protocol, const Answers& answers)
{
    Bounds bounds{nothing, nothing, {}};
    bounds.rules.reserve(protocol.rules.size());
    for (const auto& rule : protocol.rules) {
        const auto& state = bounds.rules.emplace_back(state_of(rule, answers));
        bounds.least = std::max(bounds.least, state.least);
        bounds.most = std::max(bounds.most, state.most);
    }
    return bounds;
}

Outcome outcome_of(const Protocol& protocol, const Answers& answers)
{
    const auto closed = answers.closed();
    auto outcome = nothing;
    for (const auto& rule : protocol.rules)
        outcome = std::max(outcome, state_of(rule, closed).most);
    return outcome;
}

Assessment assess(const Content& content, const Protocol& protocol, const Answers& answers)
{
    Assessment assessment;
    assessment.fired = fired_rules(protocol, answers.closed());
    assessment.outcome = assessment.fired.empty() ? nothing : assessment.fired.front().outcome;
    leave_out_never_asked(assessment, answers);
    list_findings(content, protocol, answers, assessment);
    // Who has to call 113 is told one thing.
    if (assessment.outcome.level != Level::emergency)
        assessment.medicines = medicines_to_avoid(content, protocol, answers);
    assessment.advice = advice_for(content, protocol, answers, assessment);
    assessment.sources = sources_for(content, protocol, assessment);
    return assessment;
}

}  // namespace helselos::triage
