#include "base/limits.h"
#include "base/text.h"
#include "services/sharing/routing.h"
#include "services/sharing/worklist_priority.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace helselos::sharing {

namespace {

constexpr std::array<std::string_view, 7> weekdays{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 4> levels{"emergency", "urgent", "routine", "selfcare"};

// One file while it is read; each complaint is kept with its place.
class RoutingFile {
public:
    RoutingFile(std::string name, Issues& issues) : m_name(std::move(name)), m_issues(issues) {}

    Region read(const YAML::Node& root);

private:
    void problem(const std::string& where, std::string text)
    {
        m_issues.push_back({Severity::error, "value", m_name + " " + where, std::move(text)});
    }
    void refuse_others(const YAML::Node& node, const std::string& where, std::initializer_list<std::string_view> known);
    std::string text(const YAML::Node& node, const std::string& where);
    std::vector<std::string> texts(const YAML::Node& node, const std::string& where);
    int minute(const YAML::Node& node, const std::string& where, int without);
    std::array<bool, 7> days(const YAML::Node& node, const std::string& where);
    RoutingRule rule(const YAML::Node& node, std::size_t number);
    void read_when(const YAML::Node& when, const std::string& where, RoutingRule& rule);
    void read_priority(const YAML::Node& node, const std::string& where, RoutingRule& rule);

    std::string m_name;
    Issues& m_issues;
};

void RoutingFile::refuse_others(
    const YAML::Node& node, const std::string& where, std::initializer_list<std::string_view> known)
{
    if (!node.IsMap())
        return problem(where, "names and values are wanted here");
    for (const auto& each : node)
        if (std::ranges::find(known, each.first.Scalar()) == known.end())
            problem(where, "nobody here knows what this means: " + each.first.Scalar());
}

std::string RoutingFile::text(const YAML::Node& node, const std::string& where)
{
    if (node && node.IsScalar() && !node.Scalar().empty())
        return node.Scalar();
    problem(where, "a text is wanted here");
    return {};
}

std::vector<std::string> RoutingFile::texts(const YAML::Node& node, const std::string& where)
{
    std::vector<std::string> list;
    if (!node)
        return list;
    if (!node.IsSequence() || node.size() == 0)
        problem(where, "a list is wanted here, with something in it");
    for (const auto& each : node)
        list.push_back(text(each, where));
    return list;
}

// "16:00"; 24:00 is the end of a day.
int RoutingFile::minute(const YAML::Node& node, const std::string& where, int without)
{
    if (!node)
        return without;
    const auto written = text(node, where);
    const auto parts = split(written, ':');
    const auto hours = parts.size() == 2 && parts[0].size() == 2 ? to_unsigned(parts[0]) : std::nullopt;
    const auto minutes = parts.size() == 2 && parts[1].size() == 2 ? to_unsigned(parts[1]) : std::nullopt;
    if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) {
        problem(where, "a time of day is wanted here, in quotes: \"16:00\"");
        return without;
    }
    return static_cast<int>(*hours * 60 + *minutes);
}

std::array<bool, 7> RoutingFile::days(const YAML::Node& node, const std::string& where)
{
    std::array<bool, 7> on{};
    if (!node)
        on.fill(true);
    for (const auto& name : texts(node, where)) {
        const auto* day = std::ranges::find(weekdays, name);
        if (day == weekdays.end())
            problem(where, "no weekday is called so: " + name);
        else
            on[static_cast<std::size_t>(day - weekdays.begin())] = true;
    }
    return on;
}

void RoutingFile::read_when(const YAML::Node& when, const std::string& where, RoutingRule& rule)
{
    rule.on.fill(true);
    if (!when)
        return;
    refuse_others(when, where, {"levels", "complaints", "weekdays", "from", "until"});
    if (!when.IsMap())
        return;
    rule.levels = texts(when["levels"], where + ".levels");
    for (const auto& level : rule.levels)
        if (std::ranges::find(levels, level) == levels.end())
            problem(where + ".levels", "there is no such level: " + level);
    rule.complaints = texts(when["complaints"], where + ".complaints");
    rule.on = days(when["weekdays"], where + ".weekdays");
    rule.from = minute(when["from"], where + ".from", 0);
    rule.until = minute(when["until"], where + ".until", 24 * 60);
    if (rule.from == rule.until)
        problem(where, "it begins and ends at the same time");
}

void RoutingFile::read_priority(const YAML::Node& node, const std::string& where, RoutingRule& rule)
{
    if (!node)
        return;
    const auto number = to_unsigned(text(node, where));
    if (!number || *number < priority_at_once || *number > priority_chose_contact)
        return problem(where, "a priority is a number from 1 to 5");
    rule.priority = static_cast<int>(*number);
    for (const auto level : levels)
        if ((rule.levels.empty() || std::ranges::find(rule.levels, level) != rule.levels.end())
            && rule.priority > priority_of_level(level))
            problem(
                where, fmt::format("it would make {} less urgent than it is; a rule may only make more urgent", level));
}

RoutingRule RoutingFile::rule(const YAML::Node& node, std::size_t number)
{
    RoutingRule rule;
    auto where = fmt::format("rules[{}]", number);
    refuse_others(node, where, {"id", "when", "propose", "priority", "why"});
    if (!node.IsMap())
        return rule;
    rule.id = text(node["id"], where + ".id");
    where += "(" + rule.id + ")";
    read_when(node["when"], where + ".when", rule);
    rule.propose = texts(node["propose"], where + ".propose");
    read_priority(node["priority"], where + ".priority", rule);
    text(node["why"], where + ".why");
    if (rule.propose.empty() && rule.priority == 0)
        problem(where, "it neither proposes anybody nor changes a priority");
    return rule;
}

Region RoutingFile::read(const YAML::Node& root)
{
    Region region;
    refuse_others(root, "", {"municipality", "names", "fictional", "rules"});
    if (!root.IsMap())
        return region;
    region.municipality = text(root["municipality"], "municipality");
    region.names = texts(root["names"], "names");
    if (!root["rules"].IsSequence())
        problem("rules", "a list of rules is wanted here");
    std::size_t number = 0;
    for (const auto& each : root["rules"]) {
        region.rules.push_back(rule(each, number++));
        const auto& id = region.rules.back().id;
        if (std::ranges::count(region.rules, id, &RoutingRule::id) > 1)
            problem("rules", "two rules are called " + id);
    }
    return region;
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        if (entry->path().extension() == ".yaml")
            files.push_back(entry->path());
    std::ranges::sort(files);
    return files;
}

void add(Region region, const std::string& file, Routing& routing, Issues& issues)
{
    if (!municipality_called(routing, region.municipality).empty())
        issues.push_back({Severity::error, "duplicate", file, "the municipality has a file already"});
    routing.regions.push_back(std::move(region));
}

}  // namespace

Result<Routing> load_routing(const std::filesystem::path& folder)
{
    Routing routing;
    Issues issues;
    std::size_t rules = 0;
    for (const auto& path : files_in(folder)) {
        const auto name = path.filename().string();
        try {
            add(RoutingFile(name, issues).read(YAML::LoadFile(path.string())), name, routing, issues);
            rules += routing.regions.back().rules.size();
        } catch (const YAML::Exception& broken) {
            issues.push_back(
                {Severity::error, "structure", fmt::format("{}:{}", name, broken.mark.line + 1), broken.msg});
        }
    }
    if (rules > limits::routing_rules_max)
        return Error{Kind::too_large, "there are more routing rules than are read"};
    if (!issues.empty())
        return Error{Kind::invalid,
            "the routing rules have faults: " + issues.front().element + ": " + issues.front().text, "",
            std::move(issues)};
    return routing;
}

}  // namespace helselos::sharing
