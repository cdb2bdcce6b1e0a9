#include "services/triage/content.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr std::array<std::string_view, levels_count> level_codes{"selfcare", "routine", "urgent", "emergency"};

}  // namespace

std::string_view code_of(Level level)
{
    return level_codes[static_cast<std::size_t>(level)];
}

std::optional<Level> level_from_code(std::string_view code)
{
    const auto found = std::ranges::find(level_codes, code);
    if (found == level_codes.end())
        return std::nullopt;
    return static_cast<Level>(found - level_codes.begin());
}

std::string to_text(const Outcome& outcome)
{
    if (outcome.minutes == 0)
        return std::string(code_of(outcome.level));
    constexpr std::uint32_t day = 24 * 60;
    // One day is said as 24 hours, as people do; two days and more are days.
    if (outcome.minutes % day == 0 && outcome.minutes > day)
        return fmt::format("{} within {} d", code_of(outcome.level), outcome.minutes / day);
    if (outcome.minutes % 60 == 0)
        return fmt::format("{} within {} h", code_of(outcome.level), outcome.minutes / 60);
    return fmt::format("{} within {} min", code_of(outcome.level), outcome.minutes);
}

std::string_view code_of(AdviceKind kind)
{
    constexpr std::array<std::string_view, 6> codes{
        "now", "where", "self-care", "avoid-medicine", "safety-net", "worse"};
    return codes[static_cast<std::size_t>(kind)];
}

const Group* Protocol::group_of(FindingIndex finding) const
{
    const auto found = std::ranges::find_if(
        groups, [&](const Group& group) { return std::ranges::find(group.findings, finding) != group.findings.end(); });
    return found == groups.end() ? nullptr : &*found;
}

bool Protocol::asks(FindingIndex finding) const
{
    return std::ranges::find(findings, finding) != findings.end();
}

bool Protocol::excepts(Exception::Law law, FindingIndex finding) const
{
    return std::ranges::any_of(
        exceptions, [&](const Exception& exception) { return exception.law == law && exception.finding == finding; });
}

const Wording& Protocol::headline_or(Level level, const Wording& common) const
{
    const auto& own = headline[static_cast<std::size_t>(level)];
    return own.empty() ? common : own;
}

std::string Protocol::version_text() const
{
    return fmt::format("{} {} ({})", id, version, date);
}

const Protocol* Content::protocol(std::string_view complaint) const
{
    const auto found = std::ranges::find(protocols, complaint, &Protocol::id);
    return found == protocols.end() ? nullptr : &*found;
}

std::optional<FindingIndex> Content::finding(std::string_view id) const
{
    const auto found = finding_index.find(id);
    if (found == finding_index.end())
        return std::nullopt;
    return found->second;
}

const Group* Content::group(const Protocol& protocol, std::string_view id) const
{
    if (id == about.id)
        return &about;
    if (id == red_screen.id)
        return &red_screen;
    const auto found = std::ranges::find(protocol.groups, id, &Group::id);
    return found == protocol.groups.end() ? nullptr : &*found;
}

Speaks Content::speaks(const Answers& answers) const
{
    const bool child = !child_wording_when.empty() && evaluate(child_wording_when, answers) == can_be_true;
    return child ? Speaks::about_child : Speaks::to_person;
}

std::string to_text(const Problem& problem)
{
    if (problem.line == 0)
        return fmt::format("{}: {}", problem.file, problem.text);
    return fmt::format("{}:{}: {}", problem.file, problem.line, problem.text);
}

Result<Content> load_content(const std::filesystem::path& folder)
{
    auto reading = read_content(folder);
    if (reading.problems.empty())
        return std::move(reading.content);
    Error error{Kind::invalid, fmt::format("the triage content has {} problems", reading.problems.size())};
    for (const auto& problem : reading.problems)
        error.issues.push_back({Severity::error, "structure", {}, to_text(problem)});
    return error;
}

}  // namespace helselos::triage
