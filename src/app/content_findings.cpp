#include "app/content_findings.h"

#include "services/triage/findings_list.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

void print_lines(const triage::Content& content)
{
    constexpr std::array<const char*, 3> kinds{"yes-no", "choice", "number"};
    for (const auto& finding : content.findings)
        fmt::print("{:<36} {:<7} {}\n", finding.id, kinds[static_cast<std::size_t>(finding.kind)],
            finding.question.in(triage::Language::nb));
    for (const auto& protocol : content.protocols)
        fmt::print("{:<36} {:>3} findings  {}\n", protocol.id, protocol.findings.size(),
            protocol.title.in(triage::Language::nb));
}

}  // namespace

int list_findings(const std::filesystem::path& content, bool as_json)
{
    const auto loaded = triage::load_content(content / "triage");
    if (!loaded) {
        fmt::print(stderr, "helselos: {}\n", loaded.error().reason);
        for (const auto& issue : loaded.error().issues)
            fmt::print(stderr, "  {}\n", issue.text);
        return 1;
    }
    if (as_json)
        fmt::print("{}\n", json::to_text(triage::findings_list(*loaded)));
    else
        print_lines(*loaded);
    return 0;
}

}  // namespace helselos::app
