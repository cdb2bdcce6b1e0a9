#include "fhir/questionnaire/enabled.h"

#include "base/limits/sdc.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::fhir::questionnaire {

namespace {

Enabled of_truth(std::optional<bool> truth)
{
    if (!truth)
        return Enabled::unknown;
    return *truth ? Enabled::yes : Enabled::no;
}

Enabled negated(Enabled enabled)
{
    switch (enabled) {
    case Enabled::no: return Enabled::yes;
    case Enabled::yes: return Enabled::no;
    case Enabled::unknown: return Enabled::unknown;
    }
    return Enabled::unknown;
}

// One that decides is enough; else one that is unknown leaves all unknown.
Enabled together(const std::vector<Enabled>& each, Enabled deciding)
{
    if (std::ranges::find(each, deciding) != each.end())
        return deciding;
    return std::ranges::find(each, Enabled::unknown) != each.end() ? Enabled::unknown : negated(deciding);
}

}  // namespace

bool is_same_coding(json::Value left, json::Value right)
{
    if (left["code"].text() != right["code"].text())
        return false;
    const auto ours = left["system"].text();
    const auto theirs = right["system"].text();
    return ours == theirs || ours.empty() || theirs.empty();
}

bool Conditions::visit(std::uint64_t count)
{
    const bool was_enough = m_visits >= limits::form_visits_max;
    m_visits += count;
    if (!was_enough && m_visits >= limits::form_visits_max)
        m_report.error("too-costly", "QuestionnaireResponse", "the response costs too much to be judged");
    return m_visits < limits::form_visits_max;
}

bool Conditions::collect(json::Value items, std::string_view link_id, std::vector<json::Value>& answers)
{
    bool is_found = false;
    for (const auto item : items.elements()) {
        if (!visit(1 + item["answer"].size()))
            return is_found;
        if (item["linkId"].text() == link_id) {
            is_found = true;
            for (const auto answer : item["answer"].elements())
                answers.push_back(answer);
        }
        is_found |= collect(item["item"], link_id, answers);
        for (const auto answer : item["answer"].elements())
            is_found |= collect(answer["item"], link_id, answers);
    }
    return is_found;
}

// Where groups repeat, the nearest question is meant: beside the item, then around it.
std::vector<json::Value> Conditions::answers_to(std::string_view link_id, const Levels& levels)
{
    std::vector<json::Value> answers;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level)
        if (collect(*level, link_id, answers))
            break;
    return answers;
}

Enabled Conditions::decide(json::Value condition, const Levels& levels)
{
    const auto question = condition["question"].text();
    if (m_form.find(question) == FormItem::none)
        return Enabled::unknown;
    const auto answers = answers_to(question, levels);
    const auto operation = condition["operator"].text();
    const auto wanted = value_of(condition, "answer");
    if (operation == "exists")
        return of_truth(answers.empty() != wanted.value.truth());
    // Nothing is known of what was not answered: no comparison holds.
    if (answers.empty())
        return Enabled::no;
    const bool is_unequal = operation == "!=";
    std::vector<Enabled> each;
    for (const auto answer : answers) {
        const auto given = value_of(answer);
        if (wanted.suffix == "Coding" && given.suffix == "Coding")
            each.push_back(of_truth(is_same_coding(given.value, wanted.value)));
        else
            each.push_back(of_truth(m_evaluation.compare(item_of(given, m_evaluation.definitions()),
                is_unequal ? "=" : operation, item_of(wanted, m_evaluation.definitions()))));
    }
    const auto any = together(each, Enabled::yes);
    return is_unequal ? negated(any) : any;
}

Enabled Conditions::by_conditions(json::Value item, const Levels& levels, const std::string& path)
{
    const auto conditions = item["enableWhen"];
    if (conditions.size() == 0)
        return Enabled::yes;
    std::vector<Enabled> each;
    for (const auto condition : conditions.elements())
        each.push_back(decide(condition, levels));
    const auto enabled = together(each, item["enableBehavior"].text() == "any" ? Enabled::yes : Enabled::no);
    if (enabled == Enabled::unknown)
        m_report.warning("not-supported", path,
            fmt::format("whether \"{}\" is to be answered could not be decided", item["linkId"].text()));
    return enabled;
}

Enabled Conditions::by_expression(const Expression& expression, const path::Item& around, const std::string& path)
{
    if (!expression.is_fhirpath()) {
        m_report.warning("not-supported", path, "enableWhenExpression is decided in text/fhirpath only");
        return Enabled::unknown;
    }
    const auto truth = m_evaluation.truth(expression.text, around);
    if (truth)
        return *truth == path::Truth::yes ? Enabled::yes : Enabled::no;
    m_report.undecided(truth.error(), path, "enableWhenExpression");
    return Enabled::unknown;
}

Enabled Conditions::of(const FormItem& item, const Levels& levels, const path::Item& around, const std::string& path)
{
    const auto expression = expression_of(extension(item.json, "sdc-questionnaire-enableWhenExpression"));
    std::vector<Enabled> each{by_conditions(item.json, levels, path)};
    if (expression.exists())
        each.push_back(by_expression(expression, around, path));
    return together(each, Enabled::no);
}

}  // namespace helselos::fhir::questionnaire
