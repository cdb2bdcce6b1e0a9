#include "services/triage/content.h"

#include "base/limits.h"
#include "base/text.h"
#include "services/triage/page.h"
#include "services/triage/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace helselos::triage {

namespace {

constexpr std::array<std::string_view, 5> advice_kinds{"now", "where", "self-care", "safety-net", "worse"};

struct GeneralRule {
    Rule rule;
    YAML::Node node;
    bool is_used = false;
};

class ContentReader {
public:
    explicit ContentReader(const std::filesystem::path& folder)
        : m_folder(folder), m_words(m_reading.content, m_reading.problems)
    {
    }

    Reading read();

private:
    void read_sources();
    void read_levels();
    void read_red_screen();
    void read_general_rules();
    void read_protocols();
    void read_protocol(const std::string& name);
    Protocol read_heading(const Page& page);
    void read_protocol_advice(const Page& page, Protocol& protocol);
    void read_synonyms(const Page& page, Protocol& protocol);
    void read_who(const Page& page, Protocol& protocol);
    void read_selfcare(const Page& page, Protocol& protocol);
    void take_general_rules(const Page& page, Protocol& protocol);
    void leave_out(const Page& page, const YAML::Node& choice, std::set<std::string>& named);
    void list_findings(Protocol& protocol) const;
    void report_unused(const Page& general) const;

    Rule read_rule(const Page& page, const YAML::Node& node);
    // The part of a rule that `otherwise` of a protocol has too.
    void read_consequence(const Page& page, const YAML::Node& node, Rule& rule);
    void read_rules(const Page& page, const YAML::Node& map, std::vector<Rule>& rules);
    Condition read_when(const Page& page, const YAML::Node& map, std::string_view key);
    std::optional<Outcome> read_outcome(const Page& page, const YAML::Node& map, std::string_view key);
    std::vector<std::string> read_evidence(const Page& page, const YAML::Node& map);
    std::vector<Advice> read_advice(const Page& page, const YAML::Node& kinds);
    Group read_group(const Page& page, const YAML::Node& node);
    std::vector<FindingIndex> read_findings(const Page& page, const YAML::Node& map, std::string_view key);

    std::filesystem::path m_folder;
    Reading m_reading;
    Vocabulary m_words;
    std::array<Outcome, levels_count> m_if_unknown;
    std::vector<Rule> m_red_rules;
    std::vector<GeneralRule> m_general_rules;
};

std::optional<Outcome> outcome_from_text(std::string_view text)
{
    const auto words = split(text, ' ');
    const auto level = level_from_code(words[0]);
    if (!level)
        return std::nullopt;
    const bool has_limit = *level == Level::urgent || *level == Level::routine;
    if (!has_limit)
        return words.size() == 1 ? std::optional(Outcome{*level, 0}) : std::nullopt;
    if (words.size() != 4 || words[1] != "within")
        return std::nullopt;
    const auto number = to_unsigned(words[2]);
    const std::uint32_t unit = words[3] == "h" ? 60 : words[3] == "d" ? 24 * 60 : words[3] == "min" ? 1 : 0;
    constexpr std::uint64_t number_max = 1000;
    if (!number || *number == 0 || *number > number_max || unit == 0)
        return std::nullopt;
    return Outcome{*level, static_cast<std::uint32_t>(*number) * unit};
}

std::string fingerprint_of(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failure))
        if (entry.is_regular_file() && entry.path().extension() == ".yaml")
            files.push_back(entry.path());
    std::ranges::sort(files);
    std::uint64_t hash = 14695981039346656037ULL; // FNV-1a.
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        for (std::istreambuf_iterator<char> byte(file), end; byte != end; ++byte)
            hash = (hash ^ static_cast<unsigned char>(*byte)) * 1099511628211ULL;
    }
    return fmt::format("{:016x}", hash);
}

void add_once(std::vector<FindingIndex>& findings, const std::vector<FindingIndex>& more)
{
    for (const auto finding : more)
        if (std::ranges::find(findings, finding) == findings.end())
            findings.push_back(finding);
}

Reading ContentReader::read()
{
    m_words.read(m_folder);
    read_sources();
    read_levels();
    read_red_screen();
    const Page general(m_folder, "general-rules.yaml", m_reading.problems);
    read_general_rules();
    read_protocols();
    report_unused(general);
    m_reading.content.fingerprint = fingerprint_of(m_folder);
    std::ranges::stable_sort(m_reading.problems, [](const Problem& left, const Problem& right) {
        return std::tie(left.file, left.line) < std::tie(right.file, right.line);
    });
    return std::move(m_reading);
}

void ContentReader::read_sources()
{
    const Page page(m_folder, "sources.yaml", m_reading.problems);
    page.only(page.root(), {"sources"});
    const auto sources = page.member(page.root(), "sources");
    if (!sources)
        return page.problem(page.root(), "\"sources\" is missing");
    for (const auto& [key, node] : page.pairs(*sources)) {
        page.only(node, {"title", "year", "read", "note"});
        Source source{page.text(node, "title"), page.text(node, "year"), page.flag(node, "read")};
        if (!m_reading.content.sources.try_emplace(key.Scalar(), std::move(source)).second)
            page.problem(key, fmt::format("the source \"{}\" stands twice", key.Scalar()));
    }
}

void ContentReader::read_levels()
{
    const Page page(m_folder, "levels.yaml", m_reading.problems);
    page.only(page.root(), {"levels"});
    const auto levels = page.member(page.root(), "levels");
    for (std::size_t i = 0; i < levels_count; ++i) {
        const auto code = code_of(static_cast<Level>(i));
        const auto node = levels ? page.member(*levels, code) : std::nullopt;
        if (!node) {
            page.problem(page.root(), fmt::format("the level \"{}\" is missing", code));
            continue;
        }
        page.only(*node, {"name", "headline", "if-unknown", "reason-if-unknown", "advice"});
        auto& level = m_reading.content.levels[i];
        level.name = page.wording(*node, "name");
        level.headline = page.wording(*node, "headline");
        if (const auto advice = page.member(*node, "advice"))
            level.advice = read_advice(page, *advice);
        if (i == 0)
            continue;
        level.reason_if_unknown = page.wording(*node, "reason-if-unknown");
        m_if_unknown[i] = read_outcome(page, *node, "if-unknown").value_or(emergency);
        if (static_cast<std::size_t>(m_if_unknown[i].level) > i)
            page.problem(*node, "\"if-unknown\" cannot be more urgent than the level itself");
    }
}

void ContentReader::read_red_screen()
{
    const Page page(m_folder, "red-screen.yaml", m_reading.problems);
    page.only(page.root(), {"about", "child-wording-when", "screen", "rules"});
    auto& content = m_reading.content;
    content.child_wording_when = read_when(page, page.root(), "child-wording-when");
    for (auto [key, group] : {std::pair{"about", &content.about}, std::pair{"screen", &content.red_screen}}) {
        const auto node = page.member(page.root(), key);
        if (node)
            *group = read_group(page, *node);
        else
            page.problem(page.root(), fmt::format("\"{}\" is missing", key));
    }
    read_rules(page, page.root(), m_red_rules);
}

void ContentReader::read_general_rules()
{
    const Page page(m_folder, "general-rules.yaml", m_reading.problems);
    page.only(page.root(), {"rules"});
    for (const auto& node : page.elements(page.root(), "rules"))
        m_general_rules.push_back({read_rule(page, node), node});
}

void ContentReader::read_protocols()
{
    std::vector<std::string> names;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder / "protocols", failure)) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(".yaml") && !name.ends_with(".cases.yaml"))
            names.push_back(name);
    }
    std::ranges::sort(names);
    if (names.empty())
        m_reading.problems.push_back({"protocols", 0, "there is no protocol"});
    for (const auto& name : names)
        read_protocol("protocols/" + name);
}

void ContentReader::read_protocol(const std::string& name)
{
    const Page page(m_folder, name, m_reading.problems);
    const auto& root = page.root();
    page.only(root, {"complaint", "version", "date", "review", "author", "reviewers", "title", "codes", "synonyms", "who",
                        "opening", "groups", "rules", "general-rules", "selfcare", "otherwise", "advice", "note"});
    auto protocol = read_heading(page);
    if (name != "protocols/" + protocol.id + ".yaml")
        page.problem(root, fmt::format("the file must be called {}.yaml, after its complaint", protocol.id));
    protocol.opening = read_findings(page, root, "opening");
    for (const auto& node : page.elements(root, "groups"))
        protocol.groups.push_back(read_group(page, node));
    protocol.rules = m_red_rules;
    read_who(page, protocol);
    read_rules(page, root, protocol.rules);
    read_selfcare(page, protocol);
    take_general_rules(page, protocol);
    read_protocol_advice(page, protocol);
    list_findings(protocol);
    m_reading.content.protocols.push_back(std::move(protocol));
}

Protocol ContentReader::read_heading(const Page& page)
{
    const auto& root = page.root();
    Protocol protocol;
    protocol.id = page.text(root, "complaint");
    protocol.version = page.text(root, "version");
    protocol.date = page.text(root, "date");
    protocol.review = page.text(root, "review");
    if (protocol.review != "draft" && protocol.review != "reviewed" && protocol.review != "approved")
        page.problem(root, "\"review\" must be draft, reviewed or approved");
    page.text(root, "author");
    if (page.texts(root, "reviewers").empty() && protocol.review != "draft")
        page.problem(root, "only a draft may have no reviewers");
    protocol.title = page.wording(root, "title");
    protocol.codings = read_codings(page, root);
    read_synonyms(page, protocol);
    return protocol;
}

void ContentReader::read_protocol_advice(const Page& page, Protocol& protocol)
{
    const auto advice = page.member(page.root(), "advice");
    if (!advice)
        return page.problem(page.root(), "\"advice\" is missing");
    page.only(*advice, {"emergency", "urgent", "routine", "selfcare"});
    for (const auto& [key, node] : page.pairs(*advice))
        if (const auto level = level_from_code(key.Scalar()))
            protocol.advice[static_cast<std::size_t>(*level)] = read_advice(page, node);
}

void ContentReader::read_synonyms(const Page& page, Protocol& protocol)
{
    const auto synonyms = page.member(page.root(), "synonyms");
    if (synonyms) {
        page.only(*synonyms, {"nb", "en"});
        protocol.synonyms_nb = page.texts(*synonyms, "nb");
        protocol.synonyms_en = page.texts(*synonyms, "en");
    }
    if (protocol.synonyms_nb.empty() || protocol.synonyms_en.empty())
        page.problem(synonyms.value_or(page.root()), "\"synonyms\" must name everyday words in nb and in en");
}

void ContentReader::read_who(const Page& page, Protocol& protocol)
{
    const auto who = page.member(page.root(), "who");
    if (!who)
        return;
    page.only(*who, {"when", "otherwise"});
    Rule rule;
    rule.id = "outside-who";
    const auto when = read_when(page, *who, "when");
    rule.when = when.empty() ? when : negate(when);
    if (const auto otherwise = page.member(*who, "otherwise"))
        read_consequence(page, *otherwise, rule);
    else
        page.problem(*who, "\"otherwise\" is missing: which level is right for those this is not written for?");
    if (!rule.when.empty())
        protocol.rules.push_back(std::move(rule));
}

// Self-care is earned: a protocol states when it is right, and what holds otherwise.
void ContentReader::read_selfcare(const Page& page, Protocol& protocol)
{
    Rule rule;
    rule.id = "otherwise";
    rule.when = at_least(0, {});
    if (const auto selfcare = page.member(page.root(), "selfcare")) {
        page.only(*selfcare, {"when", "reason", "evidence", "note"});
        protocol.selfcare_reason = page.wording(*selfcare, "reason");
        protocol.selfcare_evidence = read_evidence(page, *selfcare);
        if (auto when = read_when(page, *selfcare, "when"); !when.empty())
            rule.when = negate(std::move(when));
    }
    const auto otherwise = page.member(page.root(), "otherwise");
    if (!otherwise)
        return page.problem(page.root(), "\"otherwise\" is missing: the level when no rule fires and self-care is not earned");
    read_consequence(page, *otherwise, rule);
    if (rule.outcome.level == Level::selfcare || rule.outcome.level == Level::emergency)
        page.problem(*otherwise, "\"otherwise\" must be routine or urgent");
    rule.if_unknown = rule.outcome;
    protocol.rules.push_back(std::move(rule));
}

void ContentReader::take_general_rules(const Page& page, Protocol& protocol)
{
    const auto choice = page.member(page.root(), "general-rules");
    if (!choice)
        return page.problem(page.root(), "\"general-rules\" is missing: say of each one whether it is used or left out, and why");
    page.only(*choice, {"use", "leave-out"});
    std::set<std::string> named;
    for (const auto& node : page.elements(*choice, "use")) {
        const auto found = std::ranges::find(m_general_rules, node.Scalar(), [](auto& general) { return general.rule.id; });
        if (found == m_general_rules.end()) {
            page.problem(node, fmt::format("there is no general rule \"{}\"", node.Scalar()));
            continue;
        }
        found->is_used = true;
        protocol.rules.push_back(found->rule);
        if (!named.insert(node.Scalar()).second)
            page.problem(node, fmt::format("\"{}\" stands twice", node.Scalar()));
    }
    leave_out(page, *choice, named);
    for (const auto& general : m_general_rules)
        if (!named.contains(general.rule.id))
            page.problem(*choice, fmt::format("the general rule \"{}\" is neither used nor left out", general.rule.id));
}

void ContentReader::leave_out(const Page& page, const YAML::Node& choice, std::set<std::string>& named)
{
    const auto left_out = page.member(choice, "leave-out");
    if (!left_out)
        return;
    for (const auto& [key, why] : page.pairs(*left_out)) {
        page.scalar(why, key.Scalar());
        if (std::ranges::find(m_general_rules, key.Scalar(), [](auto& general) { return general.rule.id; })
            == m_general_rules.end())
            page.problem(key, fmt::format("there is no general rule \"{}\"", key.Scalar()));
        if (!named.insert(key.Scalar()).second)
            page.problem(key, fmt::format("\"{}\" is both used and left out", key.Scalar()));
    }
}

void ContentReader::list_findings(Protocol& protocol) const
{
    add_once(protocol.findings, m_reading.content.about.findings);
    add_once(protocol.findings, m_reading.content.red_screen.findings);
    add_once(protocol.findings, protocol.opening);
    for (const auto& rule : protocol.rules)
        add_once(protocol.findings, findings_of(rule.when));
}

void ContentReader::report_unused(const Page& general) const
{
    for (const auto& rule : m_general_rules)
        if (!rule.is_used)
            general.problem(rule.node, fmt::format("no protocol uses the rule \"{}\"", rule.rule.id));
    for (const auto& picture : m_words.unused_pictures())
        m_words.page_of(0).problem(YAML::Node(), fmt::format("no condition uses the picture \"{}\"", picture));
}

void ContentReader::read_rules(const Page& page, const YAML::Node& map, std::vector<Rule>& rules)
{
    for (const auto& node : page.elements(map, "rules")) {
        auto rule = read_rule(page, node);
        if (std::ranges::find(rules, rule.id, &Rule::id) != rules.end())
            page.problem(node, fmt::format("the rule \"{}\" stands twice", rule.id));
        if (!rule.when.empty())
            rules.push_back(std::move(rule));
    }
}

Rule ContentReader::read_rule(const Page& page, const YAML::Node& node)
{
    Rule rule;
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

void ContentReader::read_consequence(const Page& page, const YAML::Node& node, Rule& rule)
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

Condition ContentReader::read_when(const Page& page, const YAML::Node& map, std::string_view key)
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

std::optional<Outcome> ContentReader::read_outcome(const Page& page, const YAML::Node& map, std::string_view key)
{
    const auto text = page.text(map, key);
    const auto outcome = outcome_from_text(text);
    if (!outcome && !text.empty())
        page.problem(map, fmt::format("\"{}\" must be emergency, \"urgent within 2 h\", \"routine within 3 d\" or selfcare, not "
                                      "\"{}\"", key, text));
    return outcome;
}

std::vector<std::string> ContentReader::read_evidence(const Page& page, const YAML::Node& map)
{
    const auto nodes = page.elements(map, "evidence");
    if (nodes.empty())
        page.problem(map, "\"evidence\" must name at least one source");
    std::vector<std::string> evidence;
    for (const auto& node : nodes) {
        evidence.push_back(page.scalar(node, "evidence"));
        // A chapter may follow the key: "NAKOS 16".
        if (!m_reading.content.sources.contains(evidence.back().substr(0, evidence.back().find(' '))))
            page.problem(node, fmt::format("there is no source \"{}\" in sources.yaml", evidence.back()));
    }
    return evidence;
}

std::vector<Advice> ContentReader::read_advice(const Page& page, const YAML::Node& kinds)
{
    std::vector<Advice> all;
    page.only(kinds, {"now", "where", "self-care", "safety-net", "worse"});
    for (std::size_t kind = 0; kind < advice_kinds.size(); ++kind)
        for (const auto& node : page.elements(kinds, advice_kinds[kind])) {
            page.only(node, {"nb", "en", "nb-child", "en-child", "phone"});
            all.push_back({static_cast<AdviceKind>(kind), page.wording_of(node, advice_kinds[kind]),
                page.text_or(node, "phone", "")});
        }
    return all;
}

Group ContentReader::read_group(const Page& page, const YAML::Node& node)
{
    page.only(node, {"id", "title", "findings"});
    Group group{page.text(node, "id"), page.wording(node, "title"), read_findings(page, node, "findings")};
    if (m_reading.content.finding(group.id))
        page.problem(node, fmt::format("\"{}\" is the name of a finding too", group.id));
    if (group.findings.size() < 2)
        page.problem(node, "a group has at least two findings");
    return group;
}

std::vector<FindingIndex> ContentReader::read_findings(const Page& page, const YAML::Node& map, std::string_view key)
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

} // namespace

Reading read_content(const std::filesystem::path& folder)
{
    return ContentReader(folder).read();
}

} // namespace helselos::triage
