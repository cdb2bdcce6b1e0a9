#include "services/triage/guideline/protocol_table.h"

#include "base/text.h"
#include "services/triage/condition_text.h"
#include "services/triage/decimal.h"
#include "services/triage/guideline/condition_tree.h"
#include "services/triage/interview_form.h"
#include "services/triage/page.h"
#include "services/triage/proof/differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace helselos::triage {

namespace {

using json::Draft;

constexpr std::array<const char*, 3> kinds{"yes-no", "choice", "number"};
constexpr std::array<const char*, 3> worrying{"yes", "no", "neither"};
constexpr std::array<const char*, 3> laws{"worse-never-lowers", "dont-know-never-lowers", "no-gap"};

std::string to_text(const Place& place)
{
    return fmt::format("{}:{}", place.file, place.line);
}

Draft list_of(const std::vector<std::string>& texts)
{
    auto list = json::array();
    for (const auto& text : texts)
        list.push(text);
    return list;
}

Draft list_of(const std::vector<Coding>& codings)
{
    auto list = json::array();
    for (const auto& coding : codings)
        list.push(json::object({{"system", coding.system}, {"code", coding.code}}));
    return list;
}

Draft outcome_of(const Outcome& outcome)
{
    auto draft = json::object({{"level", code_of(outcome.level)}});
    if (outcome.minutes != 0)
        draft.set("minutes", outcome.minutes);
    return draft.set("text", triage::to_text(outcome));
}

Draft list_of(const std::vector<Advice>& advice)
{
    auto list = json::array();
    for (const auto& each : advice)
        list.push(json::object({{"kind", code_of(each.kind)}, {"text", in_languages(each.text)},
            {"phone", each.phone.empty() ? Draft() : Draft(each.phone)}}));
    return list;
}

// What stands in a case file, as it was written and in words.
class Cases {
public:
    Cases(const Content& content, const Page& page) : m_content(content), m_page(page) {}

    Draft all() const
    {
        auto list = json::array();
        for (const auto& node : m_page.elements(m_page.root(), "cases"))
            list.push(one_case(node));
        return list;
    }

private:
    Draft one_case(const YAML::Node& node) const
    {
        auto draft
            = json::object({{"name", m_page.text_or(node, "name", "case")}, {"place", to_text(m_page.place(node))}});
        for (const auto* key : {"expect", "expect-unknown", "unlisted", "note"})
            if (const auto text = m_page.text_or(node, key, ""); !text.empty())
                draft.set(key == std::string_view("expect-unknown") ? "expectUnknown" : key, text);
        draft.set("because", json::unless_empty(list_of(m_page.texts(node, "because"))));
        auto facts = json::array();
        if (const auto listed = m_page.member(node, "given"))
            for (const auto& [key, value] : m_page.pairs(*listed))
                facts.push(fact(key.Scalar(), m_page.scalar(value, key.Scalar())));
        return draft.set("given", std::move(facts));
    }

    Draft fact(const std::string& id, const std::string& written) const
    {
        auto draft = json::object({{"finding", id}, {"is", written}});
        const auto index = m_content.finding(id);
        if (!index)
            return draft;
        const auto& finding = m_content.findings[*index];
        const auto answer = answer_of(finding, written);
        if (!answer)
            return draft;
        auto texts = json::object({});
        for (const auto language : whole_languages)
            texts.set(std::string(code_of(language)), statement(finding, *answer, language, Speaks::to_person));
        return draft.set("text", std::move(texts));
    }

    static std::optional<Answer> answer_of(const Finding& finding, std::string_view written)
    {
        if (written == "unknown")
            return dont_know;
        if (finding.kind == Finding::Kind::yes_no)
            return written == "yes" ? answered_yes : answered_no;
        if (finding.kind == Finding::Kind::choice) {
            const auto found = std::ranges::find(finding.choices, written, &Choice::id);
            return found == finding.choices.end() ? std::nullopt
                                                  : std::optional(given(found - finding.choices.begin()));
        }
        const auto space = written.find(' ');
        auto number = to_millionths(written.substr(0, space));
        if (number && space != std::string_view::npos)
            number = to_years(*number, trim(written.substr(space)));
        return number ? std::optional(given(*number)) : std::nullopt;
    }

    const Content& m_content;
    const Page& m_page;
};

class Table {
public:
    Table(const Content& content, const Protocol& protocol) : m_content(content), m_protocol(protocol) {}

    Draft draft(const Page& page, const Page& cases) const
    {
        const auto& root = page.root();
        return json::object({
            {"form", 1},
            {"complaint", m_protocol.id},
            {"version", m_protocol.version},
            {"date", m_protocol.date},
            {"fingerprint", m_content.fingerprint},
            {"review", m_protocol.review},
            {"author", page.text_or(root, "author", "")},
            {"reviewers", list_of(page.texts(root, "reviewers"))},
            {"note", note_of(page)},
            {"place", to_text(m_protocol.place)},
            {"title", in_languages(m_protocol.title)},
            {"synonyms", synonyms()},
            {"codes", list_of(m_protocol.codings)},
            {"assumes", names_of(m_protocol.assumes)},
            {"opening", names_of(m_protocol.opening)},
            {"levels", levels()},
            {"selfcare",
                json::object({{"reason", in_languages(m_protocol.selfcare_reason)},
                    {"evidence", list_of(m_protocol.selfcare_evidence)}})},
            {"groups", groups()},
            {"findings", findings()},
            {"exceptions", exceptions()},
            {"sources", sources()},
            {"cases", Cases(m_content, cases).all()},
        });
    }

private:
    static Draft note_of(const Page& page)
    {
        const auto note = page.text_or(page.root(), "note", "");
        return note.empty() ? Draft() : Draft(note);
    }

    Draft synonyms() const
    {
        auto all = json::object({});
        for (std::size_t i = 0; i < languages_count; ++i)
            all.set(
                std::string(code_of(static_cast<Language>(i))), json::unless_empty(list_of(m_protocol.synonyms[i])));
        return all;
    }

    Draft names_of(const std::vector<FindingIndex>& findings) const
    {
        auto names = json::array();
        for (const auto finding : findings)
            names.push(m_content.findings[finding].id);
        return names;
    }

    Draft rule_of(const Rule& rule) const
    {
        return json::object({
            {"id", rule.id},
            {"outcome", outcome_of(rule.outcome)},
            {"ifUnknown", outcome_of(rule.if_unknown)},
            {"when", condition_tree(m_content, rule.when)},
            {"whenWritten", triage::to_text(m_content.findings, rule.when)},
            {"reason", in_languages(rule.reason)},
            {"doNow", in_languages(rule.do_now)},
            {"evidence", list_of(rule.evidence)},
            {"place", to_text(rule.place)},
        });
    }

    // The most urgent first; within a level the shortest time first, then as written.
    Draft rules_of(Level level) const
    {
        std::vector<const Rule*> rules;
        for (const auto& rule : m_protocol.rules)
            if (rule.outcome.level == level)
                rules.push_back(&rule);
        std::ranges::stable_sort(
            rules, [](const Rule* left, const Rule* right) { return left->outcome > right->outcome; });
        auto list = json::array();
        for (const auto* rule : rules)
            list.push(rule_of(*rule));
        return list;
    }

    Draft levels() const
    {
        auto list = json::array();
        for (std::size_t i = levels_count; i-- > 0;) {
            const auto& text = m_content.levels[i];
            list.push(json::object({
                {"level", code_of(static_cast<Level>(i))},
                {"name", in_languages(text.name)},
                {"headline", in_languages(m_protocol.headline_or(static_cast<Level>(i), text.headline))},
                {"rules", rules_of(static_cast<Level>(i))},
                {"advice", list_of(m_protocol.advice[i])},
                {"commonAdvice", list_of(text.advice)},
            }));
        }
        return list;
    }

    Draft group_of(const Group& group) const
    {
        auto names = json::array();
        for (const auto finding : group.findings)
            if (m_protocol.asks(finding))
                names.push(m_content.findings[finding].id);
        return json::object({{"id", group.id}, {"title", in_languages(group.title)}, {"findings", std::move(names)}});
    }

    Draft groups() const
    {
        auto list = json::array({group_of(m_content.about), group_of(m_content.red_screen)});
        for (const auto& group : m_protocol.groups)
            list.push(group_of(group));
        return list;
    }

    static void add_values(const Finding& finding, Draft& draft)
    {
        if (finding.kind == Finding::Kind::choice) {
            auto choices = json::array();
            for (const auto& choice : finding.choices)
                choices.push(json::object({{"id", choice.id}, {"text", in_languages(choice.text)}}));
            draft.set("choices", std::move(choices));
        }
        if (finding.kind != Finding::Kind::number)
            return;
        draft.set("min", Draft::number(from_millionths(finding.min)));
        draft.set("max", Draft::number(from_millionths(finding.max)));
        draft.set("unit", finding.unit.empty() ? Draft() : Draft(finding.unit));
        draft.set("unitLabel", in_languages(finding.unit_label));
    }

    Draft finding_of(const Finding& finding) const
    {
        auto draft = json::object({
            {"id", finding.id},
            {"kind", kinds[static_cast<std::size_t>(finding.kind)]},
            {"worrying", worrying[static_cast<std::size_t>(finding.worrying)]},
            {"unknownPasses", finding.unknown_passes},
            {"redFlag", finding.red_flag},
            {"question", in_languages(finding.question)},
            {"help", in_languages(finding.help)},
            {"present", in_languages(finding.present)},
            {"absent", in_languages(finding.absent)},
            {"codes", json::unless_empty(list_of(finding.codings))},
            {"place", to_text(finding.place)},
        });
        add_values(finding, draft);
        if (!finding.applies_when.empty()) {
            draft.set("gate", condition_tree(m_content, finding.applies_when));
            draft.set("gateWritten", triage::to_text(m_content.findings, finding.applies_when));
        }
        return draft;
    }

    Draft findings() const
    {
        auto list = json::array();
        for (const auto finding : m_protocol.findings)
            list.push(finding_of(m_content.findings[finding]));
        return list;
    }

    Draft exceptions() const
    {
        auto list = json::array();
        for (const auto& each : m_protocol.exceptions)
            list.push(json::object(
                {{"law", laws[static_cast<std::size_t>(each.law)]}, {"finding", m_content.findings[each.finding].id},
                    {"reason", each.reason}, {"place", to_text(each.place)}}));
        return list;
    }

    // Every source a rule names, without the chapter.
    Draft sources() const
    {
        std::set<std::string> keys;
        const auto add = [&](const std::vector<std::string>& evidence) {
            for (const auto& key : evidence)
                keys.insert(key.substr(0, key.find(' ')));
        };
        add(m_protocol.selfcare_evidence);
        for (const auto& rule : m_protocol.rules)
            add(rule.evidence);
        auto list = json::array();
        for (const auto& key : keys)
            if (const auto found = m_content.sources.find(key); found != m_content.sources.end())
                list.push(json::object({{"key", key}, {"title", found->second.title}, {"year", found->second.year},
                    {"wasRead", found->second.was_read}}));
        return list;
    }

    const Content& m_content;
    const Protocol& m_protocol;
};

// Those of its own emergencies that are less elsewhere, and those of others that are less here.
Draft differences_of(const Content& content, const Protocol& protocol, const std::filesystem::path& folder)
{
    auto list = json::array();
    for (const auto& each : proof::read_differences(content, folder).all)
        if (each.protocol == protocol.id || each.allows(protocol.id))
            list.push(json::object({{"rule", each.protocol + "/" + each.rule}, {"in", list_of(each.elsewhere)},
                {"reason", each.reason}, {"place", to_text(each.place)}}));
    return list;
}

// "protocols/headache.yaml" to "protocols/headache.cases.yaml".
std::string cases_file(const Protocol& protocol)
{
    auto path = std::filesystem::path(protocol.place.file);
    return path.replace_extension(".cases.yaml").generic_string();
}

}  // namespace

Result<Draft> protocol_table(const Content& content, const Protocol& protocol, const std::filesystem::path& folder)
{
    Problems problems;
    const Page page(folder, protocol.place.file, problems);
    const Page cases(folder, cases_file(protocol), problems);
    auto table = Table(content, protocol).draft(page, cases);
    table.set("differences", differences_of(content, protocol, folder));
    if (!problems.empty())
        return Error{Kind::invalid, triage::to_text(problems.front())};
    return table;
}

}  // namespace helselos::triage
