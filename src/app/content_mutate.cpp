#include "app/content_mutate.h"

#include "app/progress.h"

#include <fmt/core.h>

#include <map>
#include <set>

namespace helselos::app {

namespace {

using namespace triage::proof;

constexpr std::size_t goal_percent = 95;

void print_mutant(const Mutant& mutant)
{
    fmt::print("{}:{}: in \"{}\", {}: ", mutant.place.file, mutant.place.line, mutant.rule, mutant.words);
    switch (mutant.fate) {
    case Fate::noticed_by_case: fmt::print("noticed by the case {}\n", mutant.noticed_by); return;
    case Fate::noticed_by_law: fmt::print("noticed by the law {}\n", mutant.noticed_by); return;
    case Fate::equivalent: fmt::print("the same for everybody\n"); return;
    case Fate::survived: break;
    }
    if (mutant.person.empty())
        fmt::print("survived; for whom it matters was not found in time\n");
    else
        fmt::print("survived\n  {}\n  gets {} in {}, and would get {}\n", mutant.person, triage::to_text(mutant.before),
            mutant.protocol, triage::to_text(mutant.after));
}

// To be read by an editor, not taken as they are: they say what the rules do, not what is right.
void print_cases(const MutationRun& run)
{
    std::map<std::string, std::vector<const Mutant*>> by_protocol;
    for (const auto& mutant : run.mutants)
        if (mutant.fate == Fate::survived && !mutant.given.empty())
            by_protocol[mutant.protocol].push_back(&mutant);
    for (const auto& [protocol, all] : by_protocol) {
        fmt::print("# protocols/{}.cases.yaml\n", protocol);
        std::set<std::string> written;
        for (const auto* mutant : all)
            if (written.insert(mutant->given).second)
                fmt::print("  # {}:{}: {}\n  - name: edge of {} {}\n    given: {}\n    expect: {}\n",
                    mutant->place.file, mutant->place.line, mutant->words, mutant->rule, written.size(), mutant->given,
                    triage::to_text(mutant->before));
    }
}

using Counts = std::array<std::size_t, fates>;

void print_row(const std::string& name, const Counts& counts)
{
    std::size_t all = 0;
    for (const auto count : counts)
        all += count;
    fmt::print("  {:<26}{:>9}", name, all);
    for (const auto count : counts)
        fmt::print("{:>12}", count);
    fmt::print("\n");
}

void print_table(const MutationRun& run)
{
    std::map<std::string, Counts> by_file;
    Counts total{};
    for (const auto& mutant : run.mutants) {
        ++by_file[name_of_file(mutant.place)][static_cast<std::size_t>(mutant.fate)];
        ++total[static_cast<std::size_t>(mutant.fate)];
    }
    fmt::print("  {:<26}{:>9}{:>12}{:>12}{:>12}{:>12}\n", "", "planted", "by case", "by law", "equivalent", "survived");
    for (const auto& [name, counts] : by_file)
        print_row(name, counts);
    print_row("all", total);
}

}  // namespace

int mutate_content(const std::filesystem::path& content, const MutationWishes& wishes, MutationPrint print)
{
    const auto loaded = triage::load_content(content / "triage");
    if (!loaded) {
        fmt::print(stderr, "helselos: {}; see helselos content check\n", loaded.error().reason);
        return 1;
    }
    auto line = ProgressLine::to_standard_error("Planting", "faults judged", system_clock());
    Progress progress;
    auto told = wishes;
    told.progress = [&](std::size_t judged, std::size_t all) {
        progress = {judged, all, judged, 0};
        line.show(progress);
    };
    const auto run = mutate(*loaded, content / "triage", read_differences(*loaded, content / "triage"), told);
    line.finish(progress);
    if (!run) {
        fmt::print(stderr, "helselos: {}\n", run.error().reason);
        return 1;
    }
    if (print == MutationPrint::cases) {
        print_cases(*run);
        return 0;
    }
    for (const auto& mutant : run->mutants)
        if (print == MutationPrint::all || mutant.fate == Fate::survived)
            print_mutant(mutant);
    if (run->failing_cases != 0)
        fmt::print("{} cases fail already and were left out\n", run->failing_cases);
    print_table(*run);
    const auto faults = run->faults(), noticed = run->noticed();
    const bool is_enough = noticed * 100 >= faults * goal_percent;
    fmt::print("{} cases; {} of {} faults noticed, {}.{} % (goal {} %)\n", run->cases, noticed, faults,
        faults == 0 ? 100 : noticed * 100 / faults, faults == 0 ? 0 : noticed * 1000 / faults % 10, goal_percent);
    fmt::print("{} passed, {} failed\n", noticed, is_enough ? 0 : faults - noticed);
    return is_enough ? 0 : 1;
}

}  // namespace helselos::app
