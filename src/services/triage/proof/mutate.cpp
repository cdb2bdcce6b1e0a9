#include "services/triage/proof/mutate.h"

#include "base/limits.h"
#include "services/triage/assess.h"
#include "services/triage/cases.h"
#include "services/triage/proof/claims.h"
#include "services/triage/proof/compare.h"
#include "services/triage/reach.h"

#include <algorithm>
#include <map>

namespace helselos::triage::proof {

namespace {

constexpr Outcome nothing{Level::selfcare, 0};

Outcome counted(const Rule& rule, Truths truth)
{
    return truth == can_be_true ? rule.outcome : truth == can_be_unknown ? rule.if_unknown : nothing;
}

// A case with what is known of it before anything is changed.
struct KnownCase {
    Answers answers;
    Outcome expected;
    std::vector<std::string> because;
    std::size_t deciding = 0;  // The rule that counts most,
    Outcome most;              // what it counts,
    Outcome second;            // and what the most urgent of the others counts.
};

// The cases of one protocol. A change of one rule is judged without looking at the others.
class KnownCases {
public:
    KnownCases(const Protocol& protocol, const CasesRun& run)
    {
        for (const auto& report : run.reports) {
            if (!report.expected)
                continue;
            if (!report.failures.empty())
                ++m_failing;
            else
                m_cases.push_back(known(protocol, report));
        }
    }

    std::size_t size() const { return m_cases.size() + m_failing; }
    std::size_t failing() const { return m_failing; }

    bool notice(std::size_t place, const Rule& changed) const
    {
        return std::ranges::any_of(m_cases, [&](const KnownCase& known) {
            const auto truth = evaluate(changed.when, known.answers);
            const auto others = known.deciding == place ? known.second : known.most;
            return std::max(counted(changed, truth), others) != known.expected
                || (truth != can_be_true && std::ranges::find(known.because, changed.id) != known.because.end());
        });
    }

private:
    static KnownCase known(const Protocol& protocol, const CaseReport& report)
    {
        KnownCase known{report.answers.closed(), *report.expected, report.because, 0, nothing, nothing};
        for (std::size_t i = 0; i < protocol.rules.size(); ++i) {
            const auto counts = counted(protocol.rules[i], evaluate(protocol.rules[i].when, known.answers));
            if (i == 0 || counts > known.most) {
                known.second = i == 0 ? nothing : known.most;
                known.most = counts;
                known.deciding = i;
            } else {
                known.second = std::max(known.second, counts);
            }
        }
        return known;
    }

    std::vector<KnownCase> m_cases;
    std::size_t m_failing = 0;
};

// Where a rule stands in the protocols that have it.
struct Standing {
    std::size_t protocol = 0;
    std::size_t rule = 0;
};

class Mutating {
public:
    Mutating(const Content& content, const Differences& differences, const MutationWishes& wishes)
        : m_content(content), m_differences(differences), m_wishes(wishes)
    {}

    Result<MutationRun> run(const std::filesystem::path& folder)
    {
        for (const auto& protocol : m_content.protocols) {
            m_cases.emplace_back(protocol, run_cases(m_content, folder, "protocols/" + protocol.id + ".cases.yaml"));
            m_run.cases += m_cases.back().size();
            m_run.failing_cases += m_cases.back().failing();
        }
        TRY(find_unproved());
        for (const auto& [name, standings] : shared_rules())
            TRY(mutate_rule(standings));
        std::ranges::stable_sort(m_run.uncaught, [](const Uncaught& left, const Uncaught& right) {
            return std::tie(left.place.file, left.place.line) < std::tie(right.place.file, right.place.line);
        });
        return std::move(m_run);
    }

private:
    bool is_wished(const Protocol& protocol) const { return m_wishes.only.empty() || protocol.id == m_wishes.only; }

    Result<void> find_unproved()
    {
        m_known.resize(m_content.protocols.size());
        m_is_proved.assign(m_content.protocols.size(), false);
        for (std::size_t i = 0; i < m_content.protocols.size(); ++i) {
            if (!m_wishes.with_proofs || !is_wished(m_content.protocols[i]))
                continue;
            m_known[i] = TRY(proved(i, {prove_red_screen, prove_no_gap, prove_agreement, prove_all_alive}));
            m_is_proved[i] = m_known[i].failures.empty();
            if (!m_is_proved[i])
                m_run.unproved_protocols.push_back(m_content.protocols[i].id);
        }
        m_shared = shared_emergencies(m_known);
        return {};
    }

    // By file and name: a rule of the red screen stands in every protocol.
    std::map<std::pair<std::string, std::string>, std::vector<Standing>> shared_rules() const
    {
        std::map<std::pair<std::string, std::string>, std::vector<Standing>> rules;
        for (std::size_t protocol = 0; protocol < m_content.protocols.size(); ++protocol)
            for (std::size_t rule = 0; rule < m_content.protocols[protocol].rules.size(); ++rule) {
                const auto& written = m_content.protocols[protocol].rules[rule];
                if (is_wished(m_content.protocols[protocol]))
                    rules[{written.place.file, written.id}].push_back({protocol, rule});
            }
        return rules;
    }

    const Rule& original(const Standing& standing) const
    {
        return m_original.protocols[standing.protocol].rules[standing.rule];
    }

    Result<void> mutate_rule(const std::vector<Standing>& standings)
    {
        for (const auto& mutation : mutations_of(m_content.findings, original(standings.front()))) {
            std::vector<std::pair<Standing, Rule>> changed;
            for (const auto& standing : standings)
                if (auto rule = with(original(standing), mutation))
                    changed.emplace_back(standing, std::move(*rule));
            if (!changed.empty())
                TRY(judge(mutation, changed));
        }
        return {};
    }

    Result<void> judge(const Mutation& mutation, const std::vector<std::pair<Standing, Rule>>& changed)
    {
        auto& count = m_run.counts[static_cast<std::size_t>(mutation.kind)];
        ++count.planted;
        const bool is_noticed = std::ranges::any_of(
            changed, [&](const auto& one) { return m_cases[one.first.protocol].notice(one.first.rule, one.second); });
        if (is_noticed) {
            ++count.by_cases;
            return {};
        }
        std::optional<Uncaught> uncaught;
        for (const auto& [standing, rule] : changed) {
            auto found = TRY(difference(mutation, standing, rule));
            if (!uncaught && found)
                uncaught = std::move(found);
        }
        if (!uncaught) {
            ++count.without_effect;
            return {};
        }
        for (const auto& [standing, rule] : changed)
            if (m_is_proved[standing.protocol] && TRY(is_refuted(standing, rule))) {
                ++count.by_proofs;
                return {};
            }
        m_run.uncaught.push_back(std::move(*uncaught));
        return {};
    }

    // None when nobody's outcome differs. Looking comes first, for it is faster; only where it
    // finds nobody is the solver asked.
    Result<std::optional<Uncaught>> difference(const Mutation& mutation, const Standing& standing, const Rule& rule)
    {
        const auto& before = m_original.protocols[standing.protocol];
        auto after = before;
        after.rules[standing.rule] = rule;
        std::optional<Uncaught> uncaught;
        auto person = look_for_difference(before, after, standing.rule);
        if (!person) {
            const auto any = TRY(find_difference(m_content.findings, before, after));
            if (!any.found && !any.is_undecided)
                return uncaught;
            if (any.found)
                person = any.found->person;
        }
        uncaught = Uncaught{before.id, rule.id, rule.place, mutation.words, "", "", nothing};
        if (person) {
            uncaught->person = in_words(m_content.findings, before.findings, *person);
            uncaught->given = as_given(m_content.findings, before.findings, *person);
            uncaught->expected = outcome_of(before, *person);
        }
        return uncaught;
    }

    // Somebody of whom the rule holds before and not after, or the other way round; or for whom it
    // decides, when it is the level that changed.
    std::optional<Answers> look_for_difference(const Protocol& before, const Protocol& after, std::size_t place)
    {
        const auto &old = before.rules[place], &now = after.rules[place];
        const auto differs
            = [&](const Answers& answers) { return outcome_of(before, answers) != outcome_of(after, answers); };
        std::vector<std::optional<Answers>> people{find_decided_by(m_original, before, old, m_random)};
        const auto only = [&](const Rule& one, const Rule& other) {
            const auto condition = all_of({one.when, negate(other.when)});
            if (operands_waiting_max(condition) <= limits::triage_operands_max)
                people.push_back(find_person(m_original, before, condition, m_random));
        };
        only(old, now);
        only(now, old);
        for (auto& person : people)
            if (person && differs(*person))
                return shrunk(m_content.findings, before.findings, *person, differs);
        return std::nullopt;
    }

    // The fault is planted, looked at, and taken out again.
    Result<bool> is_refuted(const Standing& standing, const Rule& rule)
    {
        auto& protocol = m_content.protocols[standing.protocol];
        const auto& before = m_original.protocols[standing.protocol];
        protocol.rules[standing.rule] = rule;
        std::erase_if(
            protocol.findings, [&](FindingIndex finding) { return is_not_asked_any_more(protocol, finding); });
        Result<bool> is_refuted = true;
        if (!is_refused_by_check(protocol, before))
            is_refuted = fails_a_proof(standing.protocol, before.rules[standing.rule]);
        protocol.rules[standing.rule] = before.rules[standing.rule];
        protocol.findings = before.findings;
        return is_refuted;
    }

    bool is_not_asked_any_more(const Protocol& protocol, FindingIndex finding) const
    {
        for (const auto* asked : {&m_content.about.findings, &m_content.red_screen.findings, &protocol.opening})
            if (std::ranges::find(*asked, finding) != asked->end())
                return false;
        return std::ranges::none_of(protocol.rules, [&](const Rule& rule) {
            return std::ranges::any_of(
                rule.when, [&](const Step& step) { return step.is_leaf() && step.finding == finding; });
        });
    }

    // `helselos content check` refuses a group with a question that no rule needs, and a finding
    // that no protocol asks.
    bool is_refused_by_check(const Protocol& protocol, const Protocol& before) const
    {
        return std::ranges::any_of(before.findings, [&](FindingIndex finding) {
            return !protocol.asks(finding)
                && (protocol.group_of(finding) != nullptr
                    || std::ranges::none_of(
                        m_content.protocols, [&](const Protocol& other) { return other.asks(finding); }));
        });
    }

    // The laws that a change of one rule can break. The others follow from the direction in which
    // findings stand in the rules, which no such change turns around.
    using ProveLaw = Result<void> (*)(Work&);

    Result<ProtocolProof> proved(std::size_t index, const std::vector<ProveLaw>& laws)
    {
        const auto& protocol = m_content.protocols[index];
        ProtocolProof proof{.protocol = protocol.id};
        Scene scene(stage_of(m_content, protocol, {}));
        Work work{m_content, protocol, m_differences, scene, proof};
        for (const auto law : laws) {
            TRY(law(work));
            if (!proof.failures.empty())
                break;
        }
        return proof;
    }

    // Those that a change of the rule can break.
    static std::vector<ProveLaw> laws_about(const Rule& before)
    {
        const auto is_number
            = [](const Step& step) { return step.is_leaf() && step.act != Step::Act::is_yes && step.choices == 0; };
        std::vector<ProveLaw> laws{prove_all_alive};
        if (before.place.file == "red-screen.yaml")
            laws.push_back(prove_red_screen);
        if (before.outcome == emergency)
            laws.push_back(prove_agreement);
        if (std::ranges::any_of(before.when, is_number))
            laws.push_back(prove_no_gap);
        return laws;
    }

    // A failure, or somebody who is an emergency in most protocols and was one here as well.
    Result<bool> fails_a_proof(std::size_t index, const Rule& before_rule)
    {
        const auto now = TRY(proved(index, laws_about(before_rule)));
        const auto& before = m_known[index].agreements;
        return !now.failures.empty() || std::ranges::any_of(now.disagreements, [&](const Disagreement& disagreement) {
            return m_shared.contains(disagreement.rule) && std::ranges::find(before, disagreement.rule) != before.end();
        });
    }

    Content m_content;
    const Content m_original = m_content;
    const Differences& m_differences;
    MutationWishes m_wishes;
    std::vector<KnownCases> m_cases;
    std::vector<ProtocolProof> m_known;  // Before anything is changed.
    std::vector<bool> m_is_proved;
    std::set<std::string> m_shared;
    MutationRun m_run;
    SeededRandom m_random{1};
};

}  // namespace

MutationCount MutationRun::total() const
{
    MutationCount total;
    for (const auto& count : counts) {
        total.planted += count.planted;
        total.by_cases += count.by_cases;
        total.by_proofs += count.by_proofs;
        total.without_effect += count.without_effect;
    }
    return total;
}

Result<MutationRun> mutate(const Content& content, const std::filesystem::path& folder, const Differences& differences,
    const MutationWishes& wishes)
{
    return Mutating(content, differences, wishes).run(folder);
}

}  // namespace helselos::triage::proof
