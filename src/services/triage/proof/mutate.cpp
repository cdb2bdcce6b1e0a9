#include "services/triage/proof/mutate.h"

#include "services/triage/proof/known_cases.h"
#include "services/triage/proof/planted.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace helselos::triage::proof {

namespace {

// Where a rule stands.
struct Standing {
    std::size_t protocol = 0;
    std::size_t rule = 0;
};

// A fault with what it takes to plant it.
struct Plan {
    Mutation mutation;
    const std::vector<Standing>* standings = nullptr;
};

class Mutating {
public:
    Mutating(const Content& content, const std::filesystem::path& folder, const Differences& differences,
        const MutationWishes& wishes)
        : m_content(content), m_differences(differences), m_wishes(wishes)
    {
        for (const auto& protocol : content.protocols) {
            const auto& known = m_cases.emplace_back(
                protocol, run_cases(content, folder, "protocols/" + protocol.id + ".cases.yaml"));
            m_run.cases += known.size();
            m_run.failing_cases += known.failing();
        }
    }

    Result<MutationRun> run()
    {
        make_plans();
        for (std::size_t i = 0; i < m_plans.size(); ++i)
            ask_cases(i);
        TRY(ask_solver());
        return std::move(m_run);
    }

private:
    void make_plans()
    {
        for (std::size_t protocol = 0; protocol < m_content.protocols.size(); ++protocol)
            for (std::size_t rule = 0; rule < m_content.protocols[protocol].rules.size(); ++rule) {
                const auto& written = m_content.protocols[protocol].rules[rule];
                if (m_wishes.only.empty() || name_of_file(written.place) == m_wishes.only)
                    m_standings[{written.place.file, written.place.line, written.id}].push_back({protocol, rule});
            }
        // A rule that several protocols share is changed once, in all of them.
        for (const auto& [name, standings] : m_standings)
            for (auto& mutation : mutations_of(m_content.findings, rule_at(standings.front())))
                m_plans.push_back({std::move(mutation), &standings});
        take_sample();
        for (const auto& plan : m_plans) {
            const auto& rule = rule_at(plan.standings->front());
            m_run.mutants.push_back({.rule = rule.id, .place = rule.place, .words = plan.mutation.words});
        }
    }

    // Each subset is as likely as any other, and stays in order (Knuth, The Art of Computer Programming, 3.4.2 S).
    void take_sample()
    {
        if (m_wishes.sample == 0)
            return;
        SeededRandom random(m_wishes.seed);
        std::vector<Plan> taken;
        for (std::size_t i = 0; i < m_plans.size(); ++i)
            if (below(random, m_plans.size() - i) < m_wishes.sample - std::min(m_wishes.sample, taken.size()))
                taken.push_back(std::move(m_plans[i]));
        m_plans = std::move(taken);
    }

    const Protocol& protocol_of(const Standing& standing) const { return m_content.protocols[standing.protocol]; }
    const Rule& rule_at(const Standing& standing) const { return protocol_of(standing).rules[standing.rule]; }

    void ask_cases(std::size_t index)
    {
        auto& mutant = m_run.mutants[index];
        for (const auto& standing : *m_plans[index].standings) {
            const auto changed = with(rule_at(standing), m_plans[index].mutation);
            if (!changed)
                continue;
            const auto gone = asked_no_more(m_content, protocol_of(standing), standing.rule, *changed);
            if (const auto* name = m_cases[standing.protocol].noticing(standing.rule, *changed, gone)) {
                mutant.fate = Fate::noticed_by_case;
                mutant.noticed_by = fmt::format("{}: {}", protocol_of(standing).id, *name);
                return;
            }
        }
        for (const auto& standing : *m_plans[index].standings)
            m_open[standing.protocol].push_back({index, standing.rule});
    }

    // Protocols one after the other, on every core; a fault in a shared rule goes through all of them.
    Result<void> ask_solver()
    {
        m_to_judge = m_judged = m_run.count(Fate::noticed_by_case);
        for (const auto& [protocol, open] : m_open)
            m_to_judge += open.size();
        const auto proofs = TRY(prove(m_content, m_differences, {.only = "", .cache = m_wishes.cache, .record = {}}));
        if (proofs.failed() != 0)
            return Error{Kind::invalid, "the content does not keep the laws as it is; see helselos content prove"};
        m_shared = shared_emergencies(proofs.protocols);
        std::vector<std::vector<Judged>> judged(m_content.protocols.size());
        std::vector<Result<void>> results(m_content.protocols.size());
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (auto i = next++; i < m_content.protocols.size(); i = next++)
                if (m_open.contains(i))
                    results[i] = ask_solver_in(i, proofs.protocols[i], judged[i]);
        };
        {
            std::vector<std::jthread> others;
            for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i)
                others.emplace_back(work);
            work();
        }
        for (const auto& result : results)
            if (!result)
                return result.error();
        for (auto& all : judged)
            for (auto& one : all)
                settle(std::move(one));
        return {};
    }

    // What came of a fault in one protocol.
    struct Judged {
        std::size_t mutant = 0;
        Mutant told;
    };

    // Runs beside others of its kind: what it shares is only read.
    Result<void> ask_solver_in(std::size_t place, const ProtocolProof& known, std::vector<Judged>& judged)
    {
        const auto& protocol = m_content.protocols[place];
        const auto& open = m_open.at(place);
        std::vector<Rule> changed;
        std::vector<const Open*> of;
        for (const auto& one : open)
            if (auto rule = with(protocol.rules[one.rule], m_plans[one.mutant].mutation)) {
                changed.push_back(std::move(*rule));
                of.push_back(&one);
            }
        const auto planted = TRY(Planted::make({m_content, m_differences, known, m_shared}, protocol, changed));
        for (std::size_t i = 0; i < changed.size(); ++i) {
            if (!is_settled_before(of[i]->mutant, place)) {
                planted->plant(of[i]->rule, changed[i], m_plans[of[i]->mutant].mutation);
                auto told = TRY(judge(*planted, protocol));
                judged.push_back({of[i]->mutant, std::move(told)});
            }
            tell(place, judged);
        }
        return {};
    }

    Result<Mutant> judge(Planted& planted, const Protocol& protocol) const
    {
        Mutant told;
        const auto effect = TRY(planted.effect());
        if (!effect.person && !effect.is_undecided)
            return told;
        if (const auto law = TRY(planted.broken_law())) {
            told.fate = Fate::noticed_by_law;
            told.noticed_by = fmt::format("{}: {}", protocol.id, *law);
            return told;
        }
        told.fate = Fate::survived;
        told.protocol = protocol.id;
        if (!effect.person)
            return told;
        const auto person = planted.shrunk(*effect.person);
        told.person = in_words(m_content.findings, protocol.findings, person);
        told.given = as_given(m_content.findings, protocol.findings, person);
        told.before = planted.before(person);
        told.after = planted.after(person);
        return told;
    }

    // A fault in a shared rule is judged by the first protocol in which it matters to somebody. Which thread comes
    // first changes nothing but the time it takes.
    bool is_settled_before(std::size_t mutant, std::size_t protocol)
    {
        const std::lock_guard lock(m_lock);
        const auto settled = m_settled_in.find(mutant);
        return settled != m_settled_in.end() && settled->second < protocol;
    }

    void tell(std::size_t protocol, const std::vector<Judged>& judged)
    {
        const std::lock_guard lock(m_lock);
        m_wishes.progress(++m_judged, m_to_judge);
        if (judged.empty() || judged.back().told.fate == Fate::equivalent)
            return;
        auto& first = m_settled_in.try_emplace(judged.back().mutant, protocol).first->second;
        first = std::min(first, protocol);
    }

    void settle(Judged judged)
    {
        auto& mutant = m_run.mutants[judged.mutant];
        if (mutant.fate != Fate::equivalent)
            return;
        judged.told.rule = mutant.rule;
        judged.told.place = mutant.place;
        judged.told.words = mutant.words;
        mutant = std::move(judged.told);
    }

    struct Open {
        std::size_t mutant = 0;
        std::size_t rule = 0;  // In the protocol.
    };

    const Content& m_content;
    const Differences& m_differences;
    const MutationWishes& m_wishes;
    std::vector<KnownCases> m_cases;  // By protocol.
    std::map<std::tuple<std::string, unsigned, std::string>, std::vector<Standing>> m_standings;
    std::vector<Plan> m_plans;
    MutationRun m_run;                                // A mutant for each plan.
    std::map<std::size_t, std::vector<Open>> m_open;  // What no case noticed, by protocol.
    std::set<std::string> m_shared;
    std::size_t m_to_judge = 0;
    // Of all threads:
    std::mutex m_lock;
    std::size_t m_judged = 0;
    std::map<std::size_t, std::size_t> m_settled_in;  // The first protocol in which the mutant matters to somebody.
};

}  // namespace

std::size_t MutationRun::count(Fate fate) const
{
    return static_cast<std::size_t>(std::ranges::count(mutants, fate, &Mutant::fate));
}

std::string name_of_file(const Place& place)
{
    return std::filesystem::path(place.file).stem().string();
}

Result<MutationRun> mutate(const Content& content, const std::filesystem::path& folder, const Differences& differences,
    const MutationWishes& wishes)
{
    return Mutating(content, folder, differences, wishes).run();
}

}  // namespace helselos::triage::proof
