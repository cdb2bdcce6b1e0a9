#include "app/content_prove.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

namespace helselos::app {

namespace {

using namespace triage::proof;

void print_failures(const Proofs& proofs)
{
    const auto print = [](const Failure& failure) { fmt::print("{}\n", triage::to_text(failure.problem)); };
    for (const auto& proof : proofs.protocols)
        for (const auto& failure : proof.failures)
            print(failure);
    for (const auto& failure : proofs.failures)
        print(failure);
}

void print_table(const Proofs& proofs)
{
    fmt::print("{:<28}", "shown, by law");
    fmt::print("{:>8}{:>10}\n", "shown", "failed");
    for (std::size_t i = 0; i < laws_count; ++i) {
        const auto law = static_cast<Law>(i);
        std::size_t failed = 0;
        for (const auto& proof : proofs.protocols)
            for (const auto& failure : proof.failures)
                failed += failure.law == law;
        for (const auto& failure : proofs.failures)
            failed += failure.law == law;
        fmt::print("  {:<26}{:>8}{:>10}\n", name_of(law), proofs.claims(law), failed);
    }
}

void print_closing(const Proofs& proofs)
{
    std::size_t questions = 0, known = 0, claims = 0;
    std::chrono::milliseconds time{}, longest{};
    for (const auto& proof : proofs.protocols) {
        questions += proof.questions;
        known += proof.was_known;
        time += proof.time;
        longest = std::max(longest, proof.time);
        for (const auto count : proof.claims)
            claims += count;
    }
    fmt::print("{} protocols ({} known from before), {} questions to the solver, {} ms, at most {} ms for one\n",
        proofs.protocols.size(), known, questions, time.count(), longest.count());
    const auto failed = proofs.failed();
    fmt::print("{} passed, {} failed\n", claims > failed ? claims - failed : 0, failed);
}

}  // namespace

std::filesystem::path default_proof_cache()
{
    if (const auto* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/')
        return std::filesystem::path(cache) / "helselos" / "proofs";
    if (const auto* home = std::getenv("HOME"); home != nullptr && *home == '/')
        return std::filesystem::path(home) / ".cache" / "helselos" / "proofs";
    return {};
}

int prove_content(const std::filesystem::path& content, const ProofWishes& wishes)
{
    const auto reading = triage::read_content(content / "triage");
    for (const auto& problem : reading.problems)
        fmt::print("{}\n", triage::to_text(problem));
    if (!reading.problems.empty()) {
        fmt::print("nothing is proved while the content has problems\n0 passed, {} failed\n", reading.problems.size());
        return 1;
    }
    if (!wishes.only.empty() && reading.content.protocol(wishes.only) == nullptr) {
        fmt::print(stderr, "helselos: there is no complaint \"{}\"\n", wishes.only);
        return 1;
    }
    const auto differences = read_differences(reading.content, content / "triage");
    const auto proofs = prove(reading.content, differences, wishes);
    if (!proofs) {
        fmt::print(stderr, "helselos: {}\n", proofs.error().reason);
        return 1;
    }
    print_failures(*proofs);
    for (const auto& proof : proofs->protocols)
        for (const auto& exception : proof.exceptions)
            fmt::print("exception: {}\n", exception);
    for (const auto& difference : differences.all)
        fmt::print("difference: {}:{}: {}/{}: {}\n", difference.place.file, difference.place.line, difference.protocol,
            difference.rule, difference.reason);
    for (const auto& alone : proofs->alone)
        fmt::print("alone: {}\n", alone);
    print_table(*proofs);
    print_closing(*proofs);
    return proofs->failed() == 0 ? 0 : 1;
}

}  // namespace helselos::app
