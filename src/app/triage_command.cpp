#include "app/triage_command.h"

#include "services/triage/cases.h"

#include <fmt/core.h>

namespace helselos::app {

int run_cases(const std::filesystem::path& content, const std::string& file)
{
    const auto loaded = triage::load_content(content / "triage");
    if (!loaded) {
        fmt::print(stderr, "helselos: {}\n", loaded.error().reason);
        for (const auto& issue : loaded.error().issues)
            fmt::print(stderr, "  {}\n", issue.text);
        return 1;
    }
    const auto path = std::filesystem::absolute(file);
    const auto run = triage::run_cases(*loaded, path.parent_path(), path.filename().string());
    bool all_right = run.problems.empty();
    for (const auto& problem : run.problems)
        fmt::print("{}\n", triage::to_text(problem));
    for (const auto& report : run.reports) {
        fmt::print("{}\n", triage::to_text(*loaded, *run.protocol, report, triage::Language::nb));
        all_right = all_right && report.failures.empty();
    }
    return all_right ? 0 : 1;
}

}  // namespace helselos::app
