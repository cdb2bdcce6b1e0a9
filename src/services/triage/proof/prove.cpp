#include "services/triage/proof/prove.h"

#include "services/triage/proof/claims.h"
#include "services/triage/proof/known_proofs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace helselos::triage::proof {

namespace {

constexpr std::array<std::string_view, laws_count> law_names{"one-outcome", "worse-never-lowers",
    "dont-know-never-lowers", "early-stop", "no-dead-rule", "no-dead-question", "no-unreachable-advice", "red-screen",
    "emergencies-agree", "no-gap"};

using Steady = std::chrono::steady_clock;

// An emergency that most protocols share has to be one in all; told once for each protocol and
// person. Where most do not share it, it hangs on the complaint itself, and is only listed.
void judge_disagreements(Proofs& proofs)
{
    const auto shared = shared_emergencies(proofs.protocols);
    std::map<std::string, std::string> alone;
    for (auto& proof : proofs.protocols) {
        std::set<std::string> told;
        for (const auto& disagreement : proof.disagreements)
            if (!shared.contains(disagreement.rule))
                alone[disagreement.rule] += (alone[disagreement.rule].empty() ? "" : ", ") + proof.protocol;
            else if (told.insert(disagreement.person).second)
                proof.failures.push_back(disagreement.failure);
    }
    for (const auto& [rule, others] : alone)
        proofs.alone.push_back(fmt::format("{} is an emergency of its own complaint; not in {}", rule, others));
}

// A question of shared rules only may be idle in one protocol, but not in all that ask it.
void judge_idle(const Content& content, Proofs& proofs)
{
    std::map<std::string, std::size_t> idle;
    for (const auto& proof : proofs.protocols)
        for (const auto& finding : proof.idle)
            ++idle[finding];
    for (const auto& [id, count] : idle) {
        const auto finding = *content.finding(id);
        const auto asking = std::ranges::count_if(
            content.protocols, [&](const Protocol& protocol) { return protocol.asks(finding); });
        const auto& place = content.findings[finding].place;
        if (std::cmp_equal(count, asking))
            proofs.failures.push_back({Law::no_dead_question,
                {place.file, place.line,
                    fmt::format("the answer to \"{}\" changes nobody's outcome in any protocol", id)},
                std::nullopt});
    }
}

// A declared difference that no rule needs hides the next one.
void check_differences(const Differences& differences, const ProofWishes& wishes, Proofs& proofs)
{
    if (!wishes.only.empty())
        return;
    std::set<std::string> used;
    for (const auto& proof : proofs.protocols)
        used.insert(proof.differences_used.begin(), proof.differences_used.end());
    for (const auto& difference : differences.all)
        if (const auto name = difference.protocol + "/" + difference.rule; !used.contains(name))
            proofs.failures.push_back({Law::emergencies_agree,
                {difference.place.file, difference.place.line,
                    fmt::format("the difference declared for \"{}\" is not needed", name)},
                std::nullopt});
}

}  // namespace

Stage stage_of(const Content& content, const Protocol& protocol, const std::filesystem::path& record)
{
    Stage stage{content.findings, protocol.findings, protocol.rules};
    for (const auto& foreign : comparable_rules(content, protocol)) {
        stage.more.push_back(&foreign.rule->when);
        for (const auto& rule : foreign.protocol->rules)
            if (rule.id == "outside-who")
                stage.more.push_back(&rule.when);
    }
    stage.more_outcomes = {emergency};
    if (!record.empty())
        stage.record = record / (protocol.id + ".smt2");
    return stage;
}

std::string_view name_of(Law law)
{
    return law_names[static_cast<std::size_t>(law)];
}

std::size_t Proofs::failed() const
{
    auto count = failures.size();
    for (const auto& proof : protocols)
        count += proof.failures.size();
    return count;
}

std::size_t Proofs::claims(Law law) const
{
    std::size_t count = 0;
    for (const auto& proof : protocols)
        count += proof.claims[static_cast<std::size_t>(law)];
    return count;
}

std::set<std::string> shared_emergencies(const std::vector<ProtocolProof>& proofs)
{
    std::map<std::string, std::ptrdiff_t> balance;
    std::set<std::string> shared;
    for (const auto& proof : proofs) {
        for (const auto& rule : proof.agreements) {
            ++balance[rule];
            shared.insert(rule);
        }
        for (const auto& disagreement : proof.disagreements)
            --balance[disagreement.rule];
    }
    std::erase_if(shared, [&](const std::string& rule) { return balance[rule] < 0; });
    return shared;
}

Result<ProtocolProof> prove_protocol(const Content& content, const Protocol& protocol, const Differences& differences,
    const std::filesystem::path& record)
{
    const auto begin = Steady::now();
    ProtocolProof proof{.protocol = protocol.id};
    Scene scene(stage_of(content, protocol, record));
    Work work{content, protocol, differences, scene, proof};
    TRY(prove_one_outcome(work));
    TRY(prove_all_alive(work));
    TRY(prove_directions(work));
    TRY(prove_no_gap(work));
    TRY(prove_red_screen(work));
    TRY(prove_agreement(work));
    TRY(prove_early_stop(work));
    proof.questions = scene.questions();
    proof.time = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - begin);
    return proof;
}

Result<Proofs> prove(const Content& content, const Differences& differences, const ProofWishes& wishes)
{
    const KnownProofs known(wishes.cache);
    Proofs proofs;
    for (const auto& problem : differences.problems)
        proofs.failures.push_back({Law::emergencies_agree, problem, std::nullopt});
    if (!wishes.record.empty()) {
        std::error_code failure;
        std::filesystem::create_directories(wishes.record, failure);
    }
    for (const auto& protocol : content.protocols) {
        if (!wishes.only.empty() && protocol.id != wishes.only)
            continue;
        const auto fingerprint = wishes.cache.empty() ? "" : known.fingerprint(content, protocol, differences);
        auto proof = wishes.record.empty() ? known.find(protocol, fingerprint) : std::nullopt;
        if (!proof) {
            proof = TRY(prove_protocol(content, protocol, differences, wishes.record));
            known.keep(*proof, fingerprint);
        }
        proofs.protocols.push_back(std::move(*proof));
    }
    if (wishes.only.empty()) {
        judge_disagreements(proofs);
        judge_idle(content, proofs);
    }
    check_differences(differences, wishes, proofs);
    return proofs;
}

}  // namespace helselos::triage::proof
