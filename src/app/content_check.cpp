#include "app/content_check.h"

#include "services/triage/check.h"
#include "services/triage/figures.h"

#include <fmt/core.h>

namespace helselos::app {

int check_content(const std::filesystem::path& content)
{
    const auto check = triage::check_content(content / "triage");
    for (const auto& problem : check.problems)
        fmt::print("{}\n", triage::to_text(problem));
    fmt::print("{} complaints, {} findings, {} rules, {} cases: {}\n", check.protocols, check.findings, check.rules,
        check.cases,
        check.problems.empty() ? std::string("all is well") : fmt::format("{} problems", check.problems.size()));
    return check.problems.empty() ? 0 : 1;
}

int show_figures(const std::filesystem::path& content)
{
    const auto loaded = triage::load_content(content / "triage");
    if (!loaded) {
        fmt::print(stderr, "helselos: {}; see helselos content check\n", loaded.error().reason);
        return 1;
    }
    fmt::print("{}", triage::to_text(triage::figures_of(*loaded, content / "triage")));
    return 0;
}

}  // namespace helselos::app
