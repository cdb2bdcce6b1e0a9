#include "app/content_diff.h"

#include "services/triage/proof/compare.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

using namespace triage::proof;

constexpr int trouble = 2;

// A folder of content, or the folder above it.
std::filesystem::path triage_in(const std::filesystem::path& folder)
{
    return std::filesystem::exists(folder / "triage") ? folder / "triage" : folder;
}

bool is_readable(const std::filesystem::path& folder, const triage::Reading& reading)
{
    for (const auto& problem : reading.problems)
        fmt::print(stderr, "{}/{}\n", folder.string(), triage::to_text(problem));
    return reading.problems.empty();
}

void print_direction(const char* word, const std::optional<Differing>& differing)
{
    if (differing)
        fmt::print("    {}: {}\n      {} -> {}\n", word, differing->words, triage::to_text(differing->before),
            triage::to_text(differing->after));
}

void print_rule(const ChangedRule& rule)
{
    constexpr const char* words[] = {"changed", "is new", "is gone"};
    fmt::print("  \"{}\" ({}:{}) {}{}\n", rule.id, rule.place.file, rule.place.line,
        words[static_cast<std::size_t>(rule.how)],
        !rule.raised && !rule.lowered && !rule.is_undecided ? ", with the same outcome for everybody" : "");
    print_direction("raised", rule.raised);
    print_direction("lowered", rule.lowered);
    if (rule.is_undecided)
        fmt::print("    not everything could be found out: the solver gave no answer in time\n");
}

void print_cases(const ComparedProtocol& compared)
{
    fmt::print("  {} of {} stored cases come out differently\n", compared.changed_cases.size(), compared.cases);
    for (const bool is_raised : {true, false})
        for (const auto& changed : compared.changed_cases)
            if ((changed.before < changed.after) == is_raised)
                fmt::print("    {}: \"{}\"{} ({} {}:{}): {} -> {}\n", is_raised ? "raised" : "lowered", changed.name,
                    changed.unlisted_unknown ? ", the rest not known" : "", changed.is_of_newer ? "new" : "old",
                    changed.place.file, changed.place.line, triage::to_text(changed.before),
                    triage::to_text(changed.after));
}

void print(const ComparedProtocol& compared)
{
    fmt::print("{} {} -> {}\n", compared.protocol, compared.before.empty() ? "(not there)" : compared.before,
        compared.after.empty() ? "(not there)" : compared.after);
    for (const auto& rule : compared.rules)
        print_rule(rule);
    if (!compared.before.empty() && !compared.after.empty())
        print_cases(compared);
}

}  // namespace

int compare_content(const std::filesystem::path& older, const std::filesystem::path& newer)
{
    const auto old_folder = triage_in(older), new_folder = triage_in(newer);
    const auto before = triage::read_content(old_folder), after = triage::read_content(new_folder);
    if (!is_readable(old_folder, before) || !is_readable(new_folder, after))
        return trouble;
    const auto compared = compare(before.content, old_folder, after.content, new_folder);
    if (!compared) {
        fmt::print(stderr, "helselos: {}\n", compared.error().reason);
        return trouble;
    }
    std::size_t differing = 0;
    for (const auto& protocol : *compared) {
        print(protocol);
        differing += protocol.anybody_differs();
    }
    fmt::print("{} protocols with another outcome for somebody, {} with changed rules\n", differing, compared->size());
    return differing == 0 ? 0 : 1;
}

}  // namespace helselos::app
