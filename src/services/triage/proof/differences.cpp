#include "services/triage/proof/differences.h"

#include "services/triage/page.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr const char* file = "differences.yaml";

void check_names(const Page& page, const YAML::Node& node, const Content& content, const Difference& difference)
{
    const auto* protocol = content.protocol(difference.protocol);
    if (protocol == nullptr || std::ranges::find(protocol->rules, difference.rule, &Rule::id) == protocol->rules.end())
        page.problem(node, "\"rule\" must be written as \"complaint/rule\", and be a rule of that protocol");
    for (const auto& other : difference.elsewhere)
        if (content.protocol(other) == nullptr)
            page.problem(node, fmt::format("there is no complaint \"{}\"", other));
}

}  // namespace

bool Difference::allows(const std::string& other) const
{
    return elsewhere.empty() || std::ranges::find(elsewhere, other) != elsewhere.end();
}

Differences read_differences(const Content& content, const std::filesystem::path& folder)
{
    Differences differences;
    if (!std::filesystem::exists(folder / file))
        return differences;
    const Page page(folder, file, differences.problems);
    page.only(page.root(), {"differences"});
    for (const auto& node : page.elements(page.root(), "differences")) {
        page.only(node, {"rule", "in", "reason"});
        const auto name = page.text(node, "rule");
        const auto slash = std::min(name.find('/'), name.size());
        Difference difference{name.substr(0, slash), slash < name.size() ? name.substr(slash + 1) : "",
            page.texts(node, "in"), page.text(node, "reason"), page.place(node)};
        check_names(page, node, content, difference);
        differences.all.push_back(std::move(difference));
    }
    return differences;
}

}  // namespace helselos::triage::proof
