#include "app/content_check.h"

#include "services/triage/check.h"

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

}  // namespace helselos::app
