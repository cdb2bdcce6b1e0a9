#include "app/content_mutate.h"

#include <fmt/core.h>

#include <map>
#include <set>

namespace helselos::app {

namespace {

using namespace triage::proof;

constexpr std::size_t goal_percent = 95;

void print_counts(const char* name, const MutationCount& count)
{
    const auto caught = count.by_cases + count.by_proofs;
    fmt::print("  {:<20}{:>9}{:>9}{:>10}{:>11}{:>9}\n", name, count.faults(), count.by_cases, count.by_proofs,
        count.without_effect, count.faults() - caught);
}

void print_uncaught(const MutationRun& run)
{
    for (const auto& uncaught : run.uncaught) {
        fmt::print("{}:{}: in \"{}\", nothing noticed that {}\n", uncaught.place.file, uncaught.place.line,
            uncaught.rule, uncaught.words);
        if (!uncaught.person.empty())
            fmt::print(
                "  {} rightly gets {} in {}\n", uncaught.person, triage::to_text(uncaught.expected), uncaught.protocol);
    }
}

// To be read by an editor, not taken as they are: they say what the rules do, not what is right.
void print_cases(const MutationRun& run)
{
    std::map<std::string, std::vector<const Uncaught*>> by_protocol;
    for (const auto& uncaught : run.uncaught)
        if (!uncaught.given.empty())
            by_protocol[uncaught.protocol].push_back(&uncaught);
    for (const auto& [protocol, all] : by_protocol) {
        fmt::print("# protocols/{}.cases.yaml\n", protocol);
        std::set<std::string> written;
        for (const auto* uncaught : all)
            if (written.insert(uncaught->given).second)
                fmt::print("  - name: edge of {} {}\n    given: {}\n    expect: {}\n", uncaught->rule, written.size(),
                    uncaught->given, triage::to_text(uncaught->expected));
    }
}

}  // namespace

int mutate_content(const std::filesystem::path& content, const MutationWishes& wishes, bool suggests)
{
    const auto loaded = triage::load_content(content / "triage");
    if (!loaded) {
        fmt::print(stderr, "helselos: {}; see helselos content check\n", loaded.error().reason);
        return 1;
    }
    const auto differences = read_differences(*loaded, content / "triage");
    const auto run = mutate(*loaded, content / "triage", differences, wishes);
    if (!run) {
        fmt::print(stderr, "helselos: {}\n", run.error().reason);
        return 1;
    }
    if (suggests) {
        print_cases(*run);
        return 0;
    }
    print_uncaught(*run);
    for (const auto& protocol : run->unproved_protocols)
        fmt::print("{}: its proofs fail already, so that only its cases were asked\n", protocol);
    if (run->failing_cases != 0)
        fmt::print("{} cases fail already and were left out\n", run->failing_cases);
    fmt::print("  {:<20}{:>9}{:>9}{:>10}{:>11}{:>9}\n", "", "faults", "by cases", "by proofs", "no effect", "missed");
    for (std::size_t i = 0; i < mutation_kinds; ++i)
        print_counts(name_of(static_cast<Mutation::Kind>(i)).data(), run->counts[i]);
    const auto total = run->total();
    print_counts("all", total);
    const auto caught = total.by_cases + total.by_proofs;
    fmt::print("{} cases; {} of {} faults noticed, {:.1f} %; {} changes made no difference\n", run->cases, caught,
        total.faults(),
        total.faults() == 0 ? 100.0 : 100.0 * static_cast<double>(caught) / static_cast<double>(total.faults()),
        total.without_effect);
    return caught * 100 >= total.faults() * goal_percent ? 0 : 1;
}

}  // namespace helselos::app
