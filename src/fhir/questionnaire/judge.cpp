#include "fhir/questionnaire/judge.h"

#include "base/text.h"
#include "fhir/questionnaire/answer_rules.h"
#include "fhir/questionnaire/enabled.h"
#include "fhir/questionnaire/variables.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace helselos::fhir::questionnaire {

namespace {

struct Occurrence {
    json::Value json;
    std::string path;
};

bool has_answer(json::Value item)
{
    if (item["answer"].size() > 0)
        return true;
    return any_of(item["item"], has_answer);
}

std::optional<std::size_t> count_in(json::Value item, std::string_view name)
{
    const auto number = extension_value(item, name, "valueInteger");
    const auto parsed = number.is_number() ? to_unsigned(number.text()) : std::nullopt;
    return parsed ? std::optional<std::size_t>(*parsed) : std::nullopt;
}

class Judge {
public:
    Judge(json::Value response, const Form& form, const Grounds& grounds)
        : m_response(response), m_form(form), m_evaluation(grounds.definitions, grounds.now, response, form.json()),
          m_conditions(m_form, m_evaluation, m_report), m_rules(m_form, grounds, m_conditions, m_evaluation, m_report),
          m_is_whole(is_whole(response))
    {}

    Issues issues()
    {
        judge_head();
        bind_variables(m_form.json(), m_evaluation.response(), m_evaluation, m_report, "QuestionnaireResponse");
        level(m_form.top(), FormItem::none, m_response, m_evaluation.response(), "QuestionnaireResponse");
        constraints(m_form.json(), m_evaluation.response(), "QuestionnaireResponse");
        if (m_evaluation.is_spent())
            m_report.error("too-costly", "QuestionnaireResponse", "the expressions of the form cost too much");
        return m_report.take();
    }

private:
    using Children = std::span<const std::size_t>;
    using Occurrences = std::vector<Occurrence>;

    void judge_head();
    // The items below `holder`: the response, an item or an answer.
    void level(
        Children children, std::size_t parent, json::Value holder, const path::Item& around, const std::string& path);
    std::vector<Occurrences> sort_out(
        Children children, std::size_t parent, json::Value items, const std::string& path);
    void judge_item(const FormItem& item, const Occurrences& found, const path::Item& around, const std::string& path);
    void judge_count(const FormItem& item, const Occurrences& found, const std::string& path);
    void refuse_disabled(const FormItem& item, const Occurrences& found);
    void judge_group(const FormItem& group, const Occurrence& found, const path::Item& focus);
    void judge_question(const FormItem& question, const Occurrence& found);
    void judge_wording(const FormItem& item, const Occurrence& found);
    void constraints(json::Value asked, const path::Item& focus, const std::string& path);
    void constraint(json::Value extension, const path::Item& focus, const std::string& path);

    json::Value m_response;
    const Form& m_form;
    Report m_report;
    Evaluation m_evaluation;
    Conditions m_conditions;
    AnswerRules m_rules;
    bool m_is_whole;
    Levels m_levels;
};

// Whom it may be about, where the reference tells.
void Judge::judge_head()
{
    const auto subject = m_response["subject"];
    const auto reference = subject["reference"].text();
    auto type = subject["type"].text();
    if (const auto slash = reference.find('/');
        type.empty() && slash != std::string_view::npos && reference.find(':') == std::string_view::npos)
        type = reference.substr(0, slash);
    const auto types = m_form.json()["subjectType"];
    if (type.empty() || types.size() == 0)
        return;
    if (!any_of(types, [&](json::Value each) { return each.text() == type; }))
        m_report.error("value", "QuestionnaireResponse.subject", "the form is not about subjects of this type");
}

std::vector<Judge::Occurrences> Judge::sort_out(
    Children children, std::size_t parent, json::Value items, const std::string& path)
{
    std::vector<Occurrences> sorted(children.size());
    std::size_t index = 0;
    std::size_t last = 0;
    for (const auto item : items.elements()) {
        const auto here = fmt::format("{}.item[{}]", path, index++);
        if (!m_conditions.visit())
            break;
        const auto place = m_form.find(item["linkId"].text());
        if (place == FormItem::none) {
            m_report.error("not-found", here + ".linkId", "the form has no item with this linkId");
            continue;
        }
        if (m_form.at(place).parent != parent) {
            m_report.error("structure", here, "the item stands elsewhere in the form");
            continue;
        }
        const auto order = m_form.at(place).order;
        if (order < last)
            m_report.error("structure", here, "the items are not in the order of the form");
        last = std::max(last, order);
        sorted[order].push_back({item, here});
    }
    return sorted;
}

void Judge::level(
    Children children, std::size_t parent, json::Value holder, const path::Item& around, const std::string& path)
{
    const auto items = holder["item"];
    m_levels.push_back(items);
    const auto sorted = sort_out(children, parent, items, path);
    for (std::size_t i = 0; i < children.size() && m_conditions.visit(); ++i)
        judge_item(m_form.at(children[i]), sorted[i], around, path);
    m_levels.pop_back();
}

void Judge::refuse_disabled(const FormItem& item, const Occurrences& found)
{
    for (const auto& each : found)
        if (item.is_display() || has_answer(each.json))
            m_report.error("business-rule", each.path, "the item is not enabled, and must not be answered");
}

void Judge::judge_count(const FormItem& item, const Occurrences& found, const std::string& path)
{
    std::size_t answers = 0;
    std::size_t answered = 0;
    for (const auto& each : found) {
        answers += each.json["answer"].size();
        answered += has_answer(each.json) ? 1 : 0;
    }
    const auto count = item.is_group() ? found.size() : answers;
    const auto& at = found.empty() ? path : found.front().path;
    if (m_is_whole && item.json["required"].truth() && answered == 0)
        m_report.error("required", at, fmt::format("\"{}\" has to be answered", item.link_id));
    if (item.is_question() && found.size() > 1)
        m_report.error("structure", found[1].path, "a question stands once, with all its answers");
    if (!item.json["repeats"].truth() && count > 1)
        m_report.error("structure", at, fmt::format("\"{}\" does not repeat", item.link_id));
    const auto least = count_in(item.json, "questionnaire-minOccurs");
    if (m_is_whole && least && count < *least && (count > 0 || item.json["required"].truth()))
        m_report.error("required", at, fmt::format("\"{}\" is needed {} times at least", item.link_id, *least));
    const auto most = count_in(item.json, "questionnaire-maxOccurs");
    if (most && count > *most)
        m_report.error("structure", at, fmt::format("\"{}\" may stand {} times at most", item.link_id, *most));
}

void Judge::judge_wording(const FormItem& item, const Occurrence& found)
{
    const auto said = found.json["text"].text();
    if (!said.empty() && !item.json["text"].text().empty() && said != item.json["text"].text())
        m_report.information("informational", found.path + ".text", "the text is not that of the form");
}

void Judge::judge_group(const FormItem& group, const Occurrence& found, const path::Item& focus)
{
    if (found.json["answer"].exists())
        m_report.error("structure", found.path + ".answer", "a group has no answer of its own");
    const auto place = m_form.find(group.link_id);
    level(group.children, place, found.json, focus, found.path);
}

void Judge::judge_question(const FormItem& question, const Occurrence& found)
{
    if (found.json["item"].exists())
        m_report.error("structure", found.path + ".item", "the items below a question stand under its answer");
    m_rules.judge(question, found.json, found.path);
    m_rules.judge_source(question, found.json, found.path);
    const auto place = m_form.find(question.link_id);
    std::size_t index = 0;
    for (const auto answer : found.json["answer"].elements()) {
        const auto here = fmt::format("{}.answer[{}]", found.path, index++);
        level(
            question.children, place, answer, m_evaluation.element(answer, "QuestionnaireResponse.item.answer"), here);
    }
}

void Judge::judge_item(
    const FormItem& item, const Occurrences& found, const path::Item& around, const std::string& path)
{
    const auto before = m_evaluation.mark();
    const auto enabled = m_conditions.of(item, m_levels, around, path);
    if (enabled == Enabled::no)
        return refuse_disabled(item, found);
    if (enabled == Enabled::yes && !item.is_display())
        judge_count(item, found, path);
    for (const auto& each : found) {
        if (!m_conditions.visit(item.json["extension"].size()))
            return;
        const auto focus = m_evaluation.element(each.json, "QuestionnaireResponse.item");
        judge_wording(item, each);
        bind_variables(item.json, focus, m_evaluation, m_report, each.path);
        if (item.is_display() && (each.json["answer"].exists() || each.json["item"].exists()))
            m_report.error("structure", each.path, "an item that is only shown is not answered");
        if (item.is_group())
            judge_group(item, each, focus);
        if (item.is_question())
            judge_question(item, each);
        constraints(item.json, focus, each.path);
        m_evaluation.release(before);
    }
}

// questionnaire-constraint has its parts as R4 has them, targetConstraint as R5 has.
void Judge::constraint(json::Value extension, const path::Item& focus, const std::string& path)
{
    const auto expression = expression_of(part(extension, "expression"));
    const auto severity = part(extension, "severity")["valueCode"].text();
    const auto key = part(extension, "key");
    const auto name = fmt::format("the constraint {}", value_of(key).value.text());
    const auto held = expression.is_fhirpath()
        ? m_evaluation.truth(expression.text, focus)
        : Result<path::Truth>(Error{Kind::unsupported, "its language is not text/fhirpath"});
    if (!held)
        return m_report.undecided(held.error(), path, name);
    if (*held == path::Truth::yes)
        return;
    if (*held == path::Truth::unknown)
        return m_report.undecided(Error{Kind::unsupported, "it yields nothing"}, path, name);
    const auto human = part(extension, "human")["valueString"].text();
    m_report.add(severity == "warning" ? Severity::warning : Severity::error, "invariant", path,
        human.empty() ? name + " does not hold" : std::string(human));
}

void Judge::constraints(json::Value asked, const path::Item& focus, const std::string& path)
{
    for (const auto* name : {"questionnaire-constraint", "targetConstraint"})
        for (const auto each : extensions(asked, name))
            constraint(each, focus, path);
}

}  // namespace

bool is_whole(json::Value response)
{
    const auto status = response["status"].text();
    return status == "completed" || status == "amended";
}

Issues judge(json::Value response, json::Value questionnaire, const Grounds& grounds)
{
    const auto form = Form::read(questionnaire);
    if (!form) {
        auto reason = fmt::format("the Questionnaire cannot be judged by: {}", form.error().reason);
        return {{Severity::error, "not-supported", "QuestionnaireResponse.questionnaire", std::move(reason)}};
    }
    return Judge(response, *form, grounds).issues();
}

}  // namespace helselos::fhir::questionnaire
