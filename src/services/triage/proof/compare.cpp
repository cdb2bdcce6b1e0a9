#include "services/triage/proof/compare.h"

#include "services/triage/assess.h"
#include "services/triage/cases.h"
#include "services/triage/proof/example.h"
#include "services/triage/proof/merged.h"
#include "services/triage/proof/scene.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr Outcome nothing{Level::selfcare, 0};

bool is_same(const Step& left, const Step& right)
{
    return left.act == right.act && left.unknown == right.unknown && left.operands == right.operands
        && left.needed == right.needed && left.choices == right.choices && left.number == right.number
        && (!left.is_leaf() || left.finding == right.finding);
}

bool is_same(const Rule& left, const Rule& right)
{
    return left.outcome == right.outcome && left.if_unknown == right.if_unknown
        && std::ranges::equal(
            left.when, right.when, [](const Step& one, const Step& other) { return is_same(one, other); });
}

Outcome counted(const Rule& rule, const Answers& answers)
{
    const auto truth = evaluate(rule.when, answers.closed());
    return truth == can_be_true ? rule.outcome : truth == can_be_unknown ? rule.if_unknown : nothing;
}

const Rule* rule_of(const Protocol& protocol, const std::string& id)
{
    const auto found = std::ranges::find(protocol.rules, id, &Rule::id);
    return found == protocol.rules.end() ? nullptr : &*found;
}

// Two versions of one protocol over the same findings.
class Comparison {
public:
    Comparison(const std::vector<Finding>& findings, const Protocol& before, const Protocol& after)
        : m_findings(findings), m_before(before), m_after(after), m_asked(before.findings)
    {
        for (const auto finding : after.findings)
            if (std::ranges::find(m_asked, finding) == m_asked.end())
                m_asked.push_back(finding);
        begin();
    }

    // `old` or `now` is none for a rule that was added or removed.
    Result<void> compare_rule(const Rule* old, const Rule* now, ChangedRule& changed)
    {
        const auto counts_before = counted_by(old, true), counts_after = counted_by(now, false);
        auto& formulas = m_scene->formulas();
        const auto differs = formulas.either(
            m_scene->is_lower(counts_before, counts_after), m_scene->is_lower(counts_after, counts_before));
        for (const bool is_raised : {true, false}) {
            const auto direction = is_raised ? m_scene->is_lower(m_scene->outcome(), m_outcome_after)
                                             : m_scene->is_lower(m_outcome_after, m_scene->outcome());
            const auto is_so = [&](const Answers& answers) {
                const auto before = outcome_of(m_before, answers), after = outcome_of(m_after, answers);
                return (is_raised ? before < after : after < before)
                    && (old == nullptr ? nothing : counted(*old, answers))
                    != (now == nullptr ? nothing : counted(*now, answers));
            };
            auto found = TRY(find(formulas.both(differs, direction), is_so));
            changed.is_undecided = changed.is_undecided || found.is_undecided;
            (is_raised ? changed.raised : changed.lowered) = std::move(found.found);
        }
        return {};
    }

    Result<AnyDifference> any()
    {
        const auto differs = m_scene->formulas().either(m_scene->is_lower(m_scene->outcome(), m_outcome_after),
            m_scene->is_lower(m_outcome_after, m_scene->outcome()));
        return find(differs,
            [&](const Answers& answers) { return outcome_of(m_before, answers) != outcome_of(m_after, answers); });
    }

private:
    void begin()
    {
        Stage stage{m_findings, m_asked, m_before.rules};
        for (const auto& rule : m_after.rules) {
            stage.more.push_back(&rule.when);
            stage.more_outcomes.push_back(rule.outcome);
            stage.more_outcomes.push_back(rule.if_unknown);
        }
        m_scene = std::make_unique<Scene>(std::move(stage));
        for (const auto& rule : m_after.rules)
            m_truths_after.push_back(m_scene->truth_of(rule.when));
        m_outcome_after = m_scene->outcome_by(m_truths_after, m_after.rules);
    }

    Outcomes counted_by(const Rule* rule, bool is_before)
    {
        if (rule == nullptr)
            return m_scene->outcome_by({}, {});
        const auto& rules = is_before ? m_before.rules : m_after.rules;
        const auto place = static_cast<std::size_t>(rule - rules.data());
        const auto truth = is_before ? m_scene->truth(place) : m_truths_after[place];
        return m_scene->outcome_by({&truth, 1}, {rule, 1});
    }

    Result<AnyDifference> find(Formula formula, const std::function<bool(const Answers&)>& is_so)
    {
        const auto found = TRY(m_scene->find(formula, "differs"));
        AnyDifference difference;
        difference.is_undecided
            = found.verdict == Verdict::undecided || (found.verdict == Verdict::possible && !is_so(*found.person));
        if (found.verdict != Verdict::possible || difference.is_undecided)
            return difference;
        auto person = shrunk(m_findings, m_asked, *found.person, is_so);
        auto words = in_words(m_findings, m_asked, person);
        const auto before = outcome_of(m_before, person), after = outcome_of(m_after, person);
        difference.found = Differing{std::move(person), std::move(words), before, after};
        return difference;
    }

    const std::vector<Finding>& m_findings;
    const Protocol& m_before;
    const Protocol& m_after;
    std::vector<FindingIndex> m_asked;
    std::unique_ptr<Scene> m_scene;
    std::vector<Truth> m_truths_after;
    Outcomes m_outcome_after;
};

struct Side {
    const Content& content;
    const std::filesystem::path& folder;
    bool is_newer = false;
};

class Versions {
public:
    Versions(Side older, Side newer) : m_older(older), m_newer(newer), m_merged(older.content, newer.content) {}

    Result<std::vector<ComparedProtocol>> compare()
    {
        std::vector<ComparedProtocol> all;
        for (const auto& protocol : m_older.content.protocols) {
            const auto* now = m_newer.content.protocol(protocol.id);
            auto compared = now == nullptr ? ComparedProtocol{protocol.id, protocol.version, "", {}, {}, 0}
                                           : TRY(compare(protocol, *now));
            if (now == nullptr || !compared.rules.empty())
                all.push_back(std::move(compared));
        }
        for (const auto& protocol : m_newer.content.protocols)
            if (m_older.content.protocol(protocol.id) == nullptr)
                all.push_back({protocol.id, "", protocol.version, {}, {}, 0});
        return all;
    }

private:
    Result<ComparedProtocol> compare(const Protocol& old, const Protocol& now)
    {
        ComparedProtocol compared{old.id, old.version, now.version, {}, {}, 0};
        const auto before = m_merged.older(old), after = m_merged.newer(now);
        std::vector<std::pair<const Rule*, const Rule*>> pairs;
        for (const auto& rule : after.rules)
            if (const auto* other = rule_of(before, rule.id); other == nullptr || !is_same(*other, rule))
                pairs.emplace_back(other, &rule);
        for (const auto& rule : before.rules)
            if (rule_of(after, rule.id) == nullptr)
                pairs.emplace_back(&rule, nullptr);
        if (pairs.empty())
            return compared;
        Comparison comparison(m_merged.findings(), before, after);
        for (const auto& [then, present] : pairs) {
            using How = ChangedRule::How;
            const auto& named = present != nullptr ? *present : *then;
            ChangedRule changed{then == nullptr ? How::added
                    : present == nullptr        ? How::removed
                                                : How::changed,
                named.id, named.place, {}, {}, false};
            TRY(comparison.compare_rule(then, present, changed));
            compared.rules.push_back(std::move(changed));
        }
        replay(m_older, before, after, compared);
        replay(m_newer, before, after, compared);
        return compared;
    }

    void replay(const Side& side, const Protocol& before, const Protocol& after, ComparedProtocol& compared)
    {
        const auto name = "protocols/" + compared.protocol + ".cases.yaml";
        if (!std::filesystem::exists(side.folder / name))
            return;
        for (const auto& report : run_cases(side.content, side.folder, name).reports) {
            ++compared.cases;
            auto person = side.is_newer ? m_merged.newer(report.answers) : m_merged.older(report.answers);
            // What the other version asks was not listed either.
            if (report.unlisted == Unlisted::no)
                for (const auto* protocol : {&before, &after})
                    for (const auto finding : protocol->findings)
                        if (person.is_open(finding) && m_merged.findings()[finding].kind == Finding::Kind::yes_no)
                            person.set(finding, answered_no);
            const auto then = outcome_of(before, person), now = outcome_of(after, person);
            if (then != now)
                compared.changed_cases.push_back(
                    {report.name, report.place, side.is_newer, report.unlisted == Unlisted::unknown, then, now});
        }
    }

    Side m_older;
    Side m_newer;
    Merged m_merged;
};

}  // namespace

bool ComparedProtocol::anybody_differs() const
{
    return before.empty() || after.empty() || !changed_cases.empty()
        || std::ranges::any_of(
            rules, [](const ChangedRule& rule) { return rule.raised || rule.lowered || rule.is_undecided; });
}

Result<std::vector<ComparedProtocol>> compare(const Content& older, const std::filesystem::path& older_folder,
    const Content& newer, const std::filesystem::path& newer_folder)
{
    return Versions({older, older_folder, false}, {newer, newer_folder, true}).compare();
}

Result<AnyDifference> find_difference(
    const std::vector<Finding>& findings, const Protocol& before, const Protocol& after)
{
    Comparison comparison(findings, before, after);
    return comparison.any();
}

}  // namespace helselos::triage::proof
