#include "services/triage/rule_reader.h"

#include "base/limits.h"
#include "services/triage/outcome_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::triage {

namespace {

// Medicines to avoid are not written by the level: they follow from the answers.
constexpr std::array written_kinds{
    AdviceKind::now, AdviceKind::where, AdviceKind::self_care, AdviceKind::safety_net, AdviceKind::worse};

}  // namespace

void RuleReader::read_rules(const Page& page, const YAML::Node& map, std::vector<Rule>& rules)
{
    for (const auto& node : page.elements(map, "rules")) {
        auto rule = read_rule(page, node);
        if (std::ranges::find(rules, rule.id, &Rule::id) != rules.end())
            page.problem(node, fmt::format("the rule \"{}\" stands twice", rule.id));
        if (!rule.when.empty())
            rules.push_back(std::move(rule));
    }
}

Rule RuleReader::read_rule(const Page& page, const YAML::Node& node)
{
    Rule rule;
    rule.place = page.place(node);
    page.only(node, {"id", "level", "if-unknown", "when", "reason", "do-now", "evidence", "note"});
    rule.id = page.text(node, "id");
    if (!is_kebab_case(rule.id))
        page.problem(node, fmt::format("\"{}\" must be lower-case words with hyphens", rule.id));
    rule.when = read_when(page, node, "when");
    read_consequence(page, node, rule);
    if (rule.outcome.level == Level::selfcare)
        page.problem(node, "a rule cannot make self-care: that is what \"selfcare\" of the protocol is for");
    return rule;
}

void RuleReader::read_consequence(const Page& page, const YAML::Node& node, Rule& rule)
{
    rule.outcome = read_outcome(page, node, "level").value_or(emergency);
    rule.if_unknown = std::min(m_if_unknown[static_cast<std::size_t>(rule.outcome.level)], rule.outcome);
    if (page.member(node, "if-unknown")) {
        rule.if_unknown = read_outcome(page, node, "if-unknown").value_or(rule.if_unknown);
        if (rule.if_unknown > rule.outcome)
            page.problem(node, "\"if-unknown\" cannot be more urgent than the level itself");
        if (rule.outcome.level == Level::emergency && rule.if_unknown.level < Level::urgent)
            page.problem(node, "when an emergency is not ruled out, the level must be at least urgent");
        if (rule.if_unknown.level == Level::selfcare)
            page.problem(node, "what is not ruled out cannot be self-care");
    }
    rule.reason = page.wording(node, "reason");
    rule.do_now = page.wording_or_none(node, "do-now");
    rule.evidence = read_evidence(page, node);
}

Condition RuleReader::read_when(const Page& page, const YAML::Node& map, std::string_view key)
{
    const auto node = page.member(map, key);
    if (!node) {
        page.problem(map, fmt::format("\"{}\" is missing", key));
        return {};
    }
    auto condition = m_words.condition(page, *node, limits::triage_nesting_max);
    if (operands_waiting_max(condition) > limits::triage_operands_max) {
        page.problem(*node, "the condition is too long to be checked by a person; divide it");
        return {};
    }
    return condition;
}

std::optional<Outcome> RuleReader::read_outcome(const Page& page, const YAML::Node& map, std::string_view key)
{
    const auto text = page.text(map, key);
    const auto outcome = outcome_from_text(text);
    if (!outcome && !text.empty())
        page.problem(map,
            fmt::format("\"{}\" must be emergency, \"urgent within 2 h\", \"routine within 3 d\" or selfcare, not "
                        "\"{}\"",
                key, text));
    return outcome;
}

std::vector<std::string> RuleReader::read_evidence(const Page& page, const YAML::Node& map)
{
    const auto nodes = page.elements(map, "evidence");
    if (nodes.empty())
        page.problem(map, "\"evidence\" must name at least one source");
    std::vector<std::string> evidence;
    for (const auto& node : nodes) {
        evidence.push_back(page.scalar(node, "evidence"));
        // A chapter may follow the key: "NAKOS 16".
        if (!m_content.sources.contains(evidence.back().substr(0, evidence.back().find(' '))))
            page.problem(node, fmt::format("there is no source \"{}\" in sources.yaml", evidence.back()));
    }
    return evidence;
}

std::vector<Advice> RuleReader::read_advice(const Page& page, const YAML::Node& kinds, bool has_headline)
{
    std::vector<Advice> all;
    std::vector<std::string_view> keys;
    for (const auto kind : written_kinds)
        keys.push_back(code_of(kind));
    if (has_headline)
        keys.emplace_back("headline");
    page.only(kinds, keys);
    for (const auto kind : written_kinds)
        for (const auto& node : page.elements(kinds, code_of(kind))) {
            page.only_wording(node, {"phone"});
            all.push_back({kind, page.wording_of(node, code_of(kind)), page.text_or(node, "phone", "")});
        }
    return all;
}

Group RuleReader::read_group(const Page& page, const YAML::Node& node)
{
    page.only(node, {"id", "title", "findings"});
    Group group{
        page.text(node, "id"), page.wording(node, "title"), read_findings(page, node, "findings"), page.place(node)};
    if (m_content.finding(group.id))
        page.problem(node, fmt::format("\"{}\" is the name of a finding too", group.id));
    if (group.findings.size() < 2)
        page.problem(node, "a group has at least two findings");
    return group;
}

std::vector<FindingIndex> RuleReader::read_findings(const Page& page, const YAML::Node& map, std::string_view key)
{
    std::vector<FindingIndex> findings;
    for (const auto& node : page.elements(map, key))
        if (const auto finding = m_words.finding(page, node)) {
            if (std::ranges::find(findings, *finding) != findings.end())
                page.problem(node, fmt::format("\"{}\" stands twice", node.Scalar()));
            findings.push_back(*finding);
        }
    return findings;
}

}  // namespace helselos::triage
