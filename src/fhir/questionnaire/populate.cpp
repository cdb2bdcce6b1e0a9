#include "fhir/questionnaire/populate.h"

#include "base/limits/sdc.h"
#include "base/text.h"
#include "base/url.h"
#include "fhir/questionnaire/draft_of.h"
#include "fhir/questionnaire/form.h"
#include "fhir/questionnaire/queries.h"
#include "fhir/questionnaire/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::fhir::questionnaire {

namespace {

using json::Draft;
using path::Collection;
using path::Item;

// The word FHIRPath has for a UCUM unit of time; empty when it has none.
std::string_view calendar_word(std::string_view unit)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{
        {{"a", "years"}, {"mo", "months"}, {"wk", "weeks"}, {"d", "days"}, {"h", "hours"}, {"min", "minutes"}}};
    for (const auto& [code, word] : words)
        if (code == unit)
            return word;
    return {};
}

class Populating {
public:
    Populating(const Filling& filling, const Form& form)
        : m_filling(filling), m_form(form), m_evaluation(filling.definitions, filling.now, {}, form.json())
    {
        for (const auto& [name, resource] : filling.contexts)
            m_evaluation.bind(name, Collection(Item::of_resource(resource, filling.definitions)));
    }

    Result<Filled> filled();

private:
    Item focus(json::Value item) const { return m_evaluation.element(item, "Questionnaire.item"); }
    void tell_missing_contexts();
    void tell_what_is_not_done(json::Value element, const std::string& path);
    Result<Collection> ask(const std::string& query);
    Result<Collection> evaluate(const Expression& expression, const Item& focus);
    void bind_variables(json::Value element, const Item& focus, const std::string& path);
    Result<Draft> items(const std::vector<std::size_t>& places, const std::string& path);
    Result<void> add(const FormItem& item, const std::string& path, Draft& list);
    Result<void> add_group(const FormItem& group, const std::string& path, Draft& list);
    Result<Draft> group_item(const FormItem& group, const std::string& path);
    std::optional<Collection> contexts_of(const FormItem& group, const Expression& expression, const std::string& path);
    Draft answers(const FormItem& question, const std::string& path);
    Draft answers_of(const FormItem& question, const Collection& found, const std::string& path);
    Draft initial_answers(json::Value question);
    Result<Collection> last_observation(json::Value question, json::Value period);

    const Filling& m_filling;
    const Form& m_form;
    Evaluation m_evaluation;
    Report m_report;
    std::size_t m_queries = 0;
    std::size_t m_made = 0;
    std::size_t m_bytes = 0;
};

Result<Collection> Populating::ask(const std::string& query)
{
    if (!m_filling.search)
        return Error{Kind::unsupported, "nothing is read here: local is false"};
    if (++m_queries > limits::form_queries_max)
        return Error{Kind::too_costly, "the form asks too many queries"};
    return Collection(Item::of_resource(TRY(m_filling.search(query)), m_filling.definitions));
}

Result<Collection> Populating::evaluate(const Expression& expression, const Item& focus)
{
    if (expression.is_fhirpath())
        return m_evaluation.evaluate(expression.text, focus);
    if (!expression.is_query())
        return Error{Kind::unsupported, "its language is neither text/fhirpath nor application/x-fhir-query"};
    return ask(TRY(query_text(expression.text, focus, m_evaluation)));
}

void Populating::bind_variables(json::Value element, const Item& focus, const std::string& path)
{
    for (const auto each : extensions(element, "variable")) {
        const auto expression = expression_of(each);
        auto found = evaluate(expression, focus);
        if (found)
            m_evaluation.bind(expression.name, *std::move(found));
        else
            m_report.undecided(found.error(), path, fmt::format("the variable {}", expression.name));
    }
}

void Populating::tell_missing_contexts()
{
    for (const auto each : extensions(m_form.json(), "sdc-questionnaire-launchContext")) {
        const auto said = part(each, "name");
        const auto name = said["valueCoding"].exists() ? said["valueCoding"]["code"].text() : said["valueId"].text();
        if (!m_evaluation.is_bound(name))
            m_report.warning("incomplete", "Questionnaire",
                fmt::format("the form asks for the context \"{}\", which was not given", name));
    }
}

void Populating::tell_what_is_not_done(json::Value element, const std::string& path)
{
    for (const auto* name : {"sdc-questionnaire-sourceQueries", "sdc-questionnaire-sourceStructureMap",
             "sdc-questionnaire-candidateExpression", "sdc-questionnaire-contextExpression"})
        if (extension(element, name).exists())
            m_report.information("not-supported", path, fmt::format("{} is not used to fill the form", name));
}

// The newest value of the question's code within the period, by status one that can be relied on.
Result<Collection> Populating::last_observation(json::Value question, json::Value period)
{
    const auto count = to_unsigned(period["value"].text());
    const auto word = calendar_word(period["code"].text());
    const auto subject = m_filling.subject["reference"].text();
    std::string codes;
    for (const auto code : question["code"].elements())
        codes += (codes.empty() ? "" : ",") + percent_encode(code["system"].text()) + "%7C"
            + percent_encode(code["code"].text());
    if (!count || word.empty() || codes.empty())
        return Error{Kind::unprocessable, "it needs a code, and a period in whole units of time"};
    if (subject.empty())
        return Error{Kind::unprocessable, "nobody is the subject"};
    const auto since = TRY(m_evaluation.evaluate(fmt::format("now() - {} {}", *count, word), focus(question)));
    if (since.size() != 1)
        return Error{Kind::unprocessable, "the period cannot be counted back"};
    const auto found = TRY(ask(fmt::format("Observation?subject={}&code={}&date=ge{}&status=final,amended,corrected"
                                           "&_sort=-date&_count=1",
        percent_encode(subject), codes, percent_encode(since[0].to_text()))));
    return m_evaluation.evaluate(
        "entry.where(search.mode = 'match').resource.ofType(Observation).first().value", found[0]);
}

Draft Populating::answers_of(const FormItem& question, const Collection& found, const std::string& path)
{
    if (found.size() > 1 && !question.json["repeats"].truth()) {
        m_report.warning("multiple-matches", path, "there are several values for one answer: the question stays open");
        return {};
    }
    auto list = json::array();
    for (const auto& item : found) {
        auto [member, value] = answer_of(item, question.json);
        if (value.exists())
            list.push(Draft::make(json::Type::object).set(std::move(member), std::move(value)));
        else
            m_report.warning("value", path, "a value was found that cannot be an answer to this question");
    }
    m_bytes += json::to_text(list).size();
    return json::unless_empty(std::move(list));
}

Draft Populating::initial_answers(json::Value question)
{
    auto list = json::array();
    for (const auto initial : question["initial"].elements())
        if (const auto value = value_of(initial); value.value.exists())
            list.push(Draft::make(json::Type::object).set("value" + std::string(value.suffix), value.value));
    for (const auto option : question["answerOption"].elements())
        if (const auto value = value_of(option); option["initialSelected"].truth() && value.value.exists())
            list.push(Draft::make(json::Type::object).set("value" + std::string(value.suffix), value.value));
    m_bytes += json::to_text(list).size();
    return json::unless_empty(std::move(list));
}

// What is known of the person stands before what the form suggests to everybody.
Draft Populating::answers(const FormItem& question, const std::string& path)
{
    const auto expression = expression_of(extension(question.json, "sdc-questionnaire-initialExpression"));
    const auto period = extension_value(question.json, "sdc-questionnaire-observationLinkPeriod", "valueDuration");
    Draft list;
    if (expression.exists()) {
        const auto found = evaluate(expression, focus(question.json));
        if (!found)
            m_report.undecided(found.error(), path, "initialExpression");
        else
            list = answers_of(question, *found, path);
    }
    if (!list.exists() && period.exists()) {
        const auto found = last_observation(question.json, period);
        if (!found)
            m_report.undecided(found.error(), path, "observationLinkPeriod");
        else
            list = answers_of(question, *found, path);
    }
    return list.exists() ? list : initial_answers(question.json);
}

Result<Draft> Populating::group_item(const FormItem& group, const std::string& path)
{
    auto item = json::object({{"linkId", group.json["linkId"]}, {"text", group.json["text"]}});
    item.set("item", json::unless_empty(TRY(items(group.children, path))));
    return item;
}

// Of a query, the resources in its answer.
std::optional<Collection> Populating::contexts_of(
    const FormItem& group, const Expression& expression, const std::string& path)
{
    auto found = evaluate(expression, focus(group.json));
    if (found && expression.is_query() && !found->empty())
        found = m_evaluation.evaluate("entry.where(search.mode = 'match').resource", (*found)[0]);
    if (!found) {
        m_report.undecided(found.error(), path, "itemPopulationContext");
        return {};
    }
    if (found->size() > 1 && !group.json["repeats"].truth()) {
        m_report.warning("multiple-matches", path, "there are several contexts for one group: it stays open");
        return Collection();
    }
    return *std::move(found);
}

Result<void> Populating::add_group(const FormItem& group, const std::string& path, Draft& list)
{
    const auto expression = expression_of(extension(group.json, "sdc-questionnaire-itemPopulationContext"));
    const auto found = expression.exists() ? contexts_of(group, expression, path) : std::nullopt;
    if (!found || found->empty()) {
        const auto before = m_evaluation.mark();
        if (!expression.name.empty())
            m_evaluation.bind(expression.name, Collection());
        list.push(TRY(group_item(group, path)));
        m_evaluation.release(before);
        return {};
    }
    for (const auto& context : *found) {
        const auto before = m_evaluation.mark();
        m_evaluation.bind(expression.name, Collection(context));
        list.push(TRY(group_item(group, path)));
        m_evaluation.release(before);
    }
    return {};
}

Result<void> Populating::add(const FormItem& item, const std::string& path, Draft& list)
{
    constexpr std::size_t bytes_of_extension = 64;  // What looking at one more counts for.
    m_bytes
        += item.json["text"].text().size() + item.link_id.size() + item.json["extension"].size() * bytes_of_extension;
    if (++m_made > limits::form_items_filled_max || m_bytes > limits::form_bytes_made_max)
        return Error{Kind::too_large, "the filled form would have too many items"};
    if (item.is_display())
        return {};
    const auto before = m_evaluation.mark();
    bind_variables(item.json, focus(item.json), path);
    tell_what_is_not_done(item.json, path);
    if (item.is_group())
        TRY(add_group(item, path, list));
    else
        list.push(json::object(
            {{"linkId", item.json["linkId"]}, {"text", item.json["text"]}, {"answer", answers(item, path)}}));
    m_evaluation.release(before);
    return {};
}

Result<Draft> Populating::items(const std::vector<std::size_t>& places, const std::string& path)
{
    auto list = json::array();
    for (std::size_t i = 0; i < places.size(); ++i)
        TRY(add(m_form.at(places[i]), fmt::format("{}.item[{}]", path, i), list));
    return list;
}

Result<Filled> Populating::filled()
{
    tell_missing_contexts();
    tell_what_is_not_done(m_form.json(), "Questionnaire");
    bind_variables(m_form.json(), Item::of_resource(m_form.json(), m_filling.definitions), "Questionnaire");
    const auto url = m_form.json()["url"].text();
    const auto version = m_form.json()["version"].text();
    auto response = json::object({
        {"resourceType", "QuestionnaireResponse"},
        {"questionnaire",
            url.empty() ? Draft() : Draft(fmt::format("{}{}{}", url, version.empty() ? "" : "|", version))},
        {"status", "in-progress"},
        {"subject", m_filling.subject},
        {"authored", to_text(m_filling.now)},
    });
    response.set("item", json::unless_empty(TRY(items(m_form.top(), "Questionnaire"))));
    return Filled{std::move(response), m_report.take()};
}

}  // namespace

Result<Filled> populate(const Filling& filling)
{
    const auto form = TRY(Form::read(filling.questionnaire));
    return Populating(filling, form).filled();
}

}  // namespace helselos::fhir::questionnaire
