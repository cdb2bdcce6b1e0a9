#include "services/triage/content.h"

#include "base/digest.h"
#include "services/triage/medicines.h"
#include "services/triage/page.h"
#include "services/triage/rule_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace helselos::triage {

namespace {

struct GeneralRule {
    Rule rule;
    YAML::Node node;
    bool is_used = false;
};

class ContentReader {
public:
    explicit ContentReader(const std::filesystem::path& folder)
        : m_folder(folder), m_words(m_reading.content, m_reading.problems), m_rules(m_reading.content, m_words)
    {}

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
    void read_exceptions(const Page& page, Protocol& protocol);
    void read_who(const Page& page, Protocol& protocol);
    void read_selfcare(const Page& page, Protocol& protocol);
    void take_general_rules(const Page& page, Protocol& protocol);
    void take_general_groups(Protocol& protocol) const;
    void leave_out(const Page& page, const YAML::Node& choice, std::set<std::string>& named);
    void assume(const Page& page, Protocol& protocol);
    void list_findings(Protocol& protocol) const;
    void report_unused(const Page& general) const;

    std::filesystem::path m_folder;
    Reading m_reading;
    Vocabulary m_words;
    RuleReader m_rules;
    std::vector<Rule> m_red_rules;
    std::vector<GeneralRule> m_general_rules;
    std::vector<Group> m_general_groups;
};

// Names and bytes, so that nothing can move from one file to another unseen.
std::string fingerprint_of(const std::filesystem::path& folder)
{
    constexpr std::size_t digits = 16;
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failure))
        if (entry.is_regular_file() && entry.path().extension() == ".yaml")
            files.push_back(entry.path());
    std::ranges::sort(files);
    std::string all;
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        all += fmt::format("{}\n{}\n", path.lexically_relative(folder).generic_string(), sha256_hex(bytes));
    }
    return sha256_hex(all).substr(0, digits);
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
    m_reading.content.medicines = read_medicines(m_folder, m_rules, m_reading.problems);
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
        page.only(*node, {"name", "headline", "if-unknown", "reason-if-unknown", "if-noticed", "advice"});
        auto& level = m_reading.content.levels[i];
        level.name = page.wording(*node, "name");
        level.headline = page.wording(*node, "headline");
        if (const auto advice = page.member(*node, "advice"))
            level.advice = m_rules.read_advice(page, *advice);
        if (i == 0)
            continue;
        level.reason_if_unknown = page.wording(*node, "reason-if-unknown");
        if (static_cast<Level>(i) >= Level::urgent)
            level.if_noticed = page.wording(*node, "if-noticed");
        const auto if_unknown = m_rules.read_outcome(page, *node, "if-unknown").value_or(emergency);
        m_rules.set_if_unknown(static_cast<Level>(i), if_unknown);
        if (static_cast<std::size_t>(if_unknown.level) > i)
            page.problem(*node, "\"if-unknown\" cannot be more urgent than the level itself");
    }
}

void ContentReader::read_red_screen()
{
    const Page page(m_folder, "red-screen.yaml", m_reading.problems);
    page.only(page.root(), {"about", "child-wording-when", "screen", "rules"});
    auto& content = m_reading.content;
    content.child_wording_when = m_rules.read_when(page, page.root(), "child-wording-when");
    for (auto [key, group] : {std::pair{"about", &content.about}, std::pair{"screen", &content.red_screen}}) {
        const auto node = page.member(page.root(), key);
        if (node)
            *group = m_rules.read_group(page, *node);
        else
            page.problem(page.root(), fmt::format("\"{}\" is missing", key));
    }
    m_rules.read_rules(page, page.root(), m_red_rules);
}

void ContentReader::read_general_rules()
{
    const Page page(m_folder, "general-rules.yaml", m_reading.problems);
    page.only(page.root(), {"rules", "groups"});
    for (const auto& node : page.elements(page.root(), "groups"))
        m_general_groups.push_back(m_rules.read_group(page, node));
    for (const auto& node : page.elements(page.root(), "rules"))
        m_general_rules.push_back({m_rules.read_rule(page, node), node});
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
    if (page.is_broken())
        return;
    const auto& root = page.root();
    page.only(root,
        {"complaint", "version", "date", "review", "author", "reviewers", "title", "codes", "synonyms", "who",
            "opening", "groups", "assumes", "rules", "general-rules", "selfcare", "otherwise", "advice", "exceptions",
            "note"});
    auto protocol = read_heading(page);
    if (name != "protocols/" + protocol.id + ".yaml")
        page.problem(root, fmt::format("the file must be called {}.yaml, after its complaint", protocol.id));
    protocol.opening = m_rules.read_findings(page, root, "opening");
    for (const auto& node : page.elements(root, "groups"))
        protocol.groups.push_back(m_rules.read_group(page, node));
    protocol.rules = m_red_rules;
    read_who(page, protocol);
    m_rules.read_rules(page, root, protocol.rules);
    read_selfcare(page, protocol);
    take_general_rules(page, protocol);
    read_protocol_advice(page, protocol);
    assume(page, protocol);
    read_exceptions(page, protocol);
    list_findings(protocol);
    take_general_groups(protocol);
    m_reading.content.protocols.push_back(std::move(protocol));
}

Protocol ContentReader::read_heading(const Page& page)
{
    const auto& root = page.root();
    Protocol protocol;
    protocol.place = page.place(root);
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
        if (const auto level = level_from_code(key.Scalar())) {
            const auto at = static_cast<std::size_t>(*level);
            protocol.headline[at] = page.wording_or_none(node, "headline");
            protocol.advice[at] = m_rules.read_advice(page, node, true);
        }
}

void ContentReader::read_synonyms(const Page& page, Protocol& protocol)
{
    const auto synonyms = page.member(page.root(), "synonyms");
    if (synonyms) {
        page.only(*synonyms, {"nb", "nn", "en"});
        for (const auto language : whole_languages)
            protocol.synonyms[static_cast<std::size_t>(language)] = page.texts(*synonyms, code_of(language));
    }
    for (const auto language : whole_languages)
        if (protocol.synonyms[static_cast<std::size_t>(language)].empty())
            page.problem(synonyms.value_or(page.root()),
                fmt::format("\"synonyms\" must name everyday words in {}", code_of(language)));
}

constexpr std::array<std::pair<std::string_view, Exception::Law>, 3> exception_laws{{
    {"worse-never-lowers", Exception::Law::worse_never_lowers},
    {"dont-know-never-lowers", Exception::Law::dont_know_never_lowers},
    {"no-gap", Exception::Law::no_gap},
}};

void ContentReader::read_exceptions(const Page& page, Protocol& protocol)
{
    for (const auto& node : page.elements(page.root(), "exceptions")) {
        page.only(node, {"finding", "law", "reason"});
        const auto law
            = std::ranges::find(exception_laws, page.text(node, "law"), [](auto& pair) { return pair.first; });
        const auto finding = m_reading.content.finding(page.text(node, "finding"));
        if (law == exception_laws.end())
            page.problem(node, "\"law\" must be worse-never-lowers, dont-know-never-lowers or no-gap");
        if (!finding)
            page.problem(node, "\"finding\" must be the name of a finding");
        if (law != exception_laws.end() && finding)
            protocol.exceptions.push_back({law->second, *finding, page.text(node, "reason"), page.place(node)});
    }
}

void ContentReader::read_who(const Page& page, Protocol& protocol)
{
    const auto who = page.member(page.root(), "who");
    if (!who)
        return;
    page.only(*who, {"when", "otherwise"});
    Rule rule;
    rule.id = "outside-who";
    rule.place = page.place(*who);
    const auto when = m_rules.read_when(page, *who, "when");
    rule.when = when.empty() ? when : negate(when);
    if (const auto otherwise = page.member(*who, "otherwise")) {
        page.only(*otherwise, {"level", "if-unknown", "reason", "do-now", "evidence", "note"});
        m_rules.read_consequence(page, *otherwise, rule);
    } else
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
        protocol.selfcare_evidence = m_rules.read_evidence(page, *selfcare);
        if (auto when = m_rules.read_when(page, *selfcare, "when"); !when.empty())
            rule.when = negate(std::move(when));
    }
    const auto otherwise = page.member(page.root(), "otherwise");
    if (!otherwise)
        return page.problem(
            page.root(), "\"otherwise\" is missing: the level when no rule fires and self-care is not earned");
    page.only(*otherwise, {"level", "reason", "evidence", "note"});
    rule.place = page.place(*otherwise);
    m_rules.read_consequence(page, *otherwise, rule);
    if (rule.outcome.level == Level::selfcare || rule.outcome.level == Level::emergency)
        page.problem(*otherwise, "\"otherwise\" must be routine or urgent");
    rule.if_unknown = rule.outcome;
    protocol.rules.push_back(std::move(rule));
}

void ContentReader::take_general_rules(const Page& page, Protocol& protocol)
{
    const auto choice = page.member(page.root(), "general-rules");
    if (!choice)
        return page.problem(
            page.root(), "\"general-rules\" is missing: say of each one whether it is used or left out, and why");
    page.only(*choice, {"use", "leave-out"});
    std::set<std::string> named;
    for (const auto& node : page.elements(*choice, "use")) {
        const auto found
            = std::ranges::find(m_general_rules, node.Scalar(), [](auto& general) { return general.rule.id; });
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

// What the complaint itself says is present is never asked: who comes with fever has it.
void ContentReader::assume(const Page& page, Protocol& protocol)
{
    for (const auto finding : m_rules.read_findings(page, page.root(), "assumes")) {
        protocol.assumes.push_back(finding);
        for (auto& rule : protocol.rules)
            for (auto& step : rule.when)
                if (step.act == Step::Act::is_yes && step.finding == finding)
                    step = Step{.act = Step::Act::count, .from_gate = step.from_gate};
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

// What the protocol asks and has put in no group of its own. A group of the protocol with the same
// name takes the rest in, at its end.
void ContentReader::take_general_groups(Protocol& protocol) const
{
    for (auto group : m_general_groups) {
        std::erase_if(group.findings,
            [&](FindingIndex finding) { return !protocol.asks(finding) || protocol.group_of(finding) != nullptr; });
        const auto own = std::ranges::find(protocol.groups, group.id, &Group::id);
        if (own != protocol.groups.end())
            own->findings.insert(own->findings.end(), group.findings.begin(), group.findings.end());
        else if (group.findings.size() > 1)
            protocol.groups.push_back(std::move(group));
    }
}

void ContentReader::report_unused(const Page& general) const
{
    for (const auto& rule : m_general_rules)
        if (!rule.is_used)
            general.problem(rule.node, fmt::format("no protocol uses the rule \"{}\"", rule.rule.id));
    m_words.report_unused_pictures();
}

}  // namespace

Reading read_content(const std::filesystem::path& folder)
{
    return ContentReader(folder).read();
}

}  // namespace helselos::triage
