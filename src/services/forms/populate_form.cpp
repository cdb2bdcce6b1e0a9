#include "services/forms/populate_form.h"

#include "base/limits/sdc.h"
#include "fhir/questionnaire/populate.h"
#include "interaction/forms/judge_response.h"
#include "interaction/search_type.h"
#include "services/forms/asked_form.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>

namespace helselos::forms {

namespace {

using fhir::questionnaire::Filling;
using fhir::questionnaire::FormDocument;
using interaction::OperationAnswer;
using interaction::OperationRequest;

// What the caller hands in and may read, kept for as long as the form is filled.
class Surroundings {
public:
    explicit Surroundings(const OperationRequest& request) : m_request(request) {}

    Result<void> read_request();
    Filling filling(json::Value form);
    Issues& issues() { return m_issues; }

private:
    Result<void> add_context(json::Value part);
    void add_reference(const std::string& name, std::string_view reference);
    void add(const std::string& name, FormDocument resource);
    bool has(std::string_view name) const;
    Result<json::Value> ask(const std::string& query);

    const OperationRequest& m_request;
    bool m_reads = true;
    json::Document m_subject;
    std::vector<std::pair<std::string, FormDocument>> m_contexts;
    std::list<json::Document> m_answers;
    Issues m_issues;
};

bool Surroundings::has(std::string_view name) const
{
    return std::ranges::any_of(m_contexts, [&](const auto& known) { return known.first == name; });
}

void Surroundings::add(const std::string& name, FormDocument resource)
{
    m_contexts.emplace_back(name, std::move(resource));
}

// What the caller may not know of is not there for them.
void Surroundings::add_reference(const std::string& name, std::string_view reference)
{
    const auto address = interaction::parse_address(reference, m_request.hall.definitions);
    if (m_reads && address && !address->id.empty())
        if (auto found = kept(m_request, address->key())) {
            add(name, *std::move(found));
            return;
        }
    m_issues.push_back({Severity::warning, "not-found", "Parameters.parameter",
        fmt::format(
            "the resource of the context \"{}\" {}", name, m_reads ? "is not here" : "is not read: local is false")});
}

Result<void> Surroundings::add_context(json::Value context)
{
    json::Value name;
    std::vector<json::Value> contents;
    for (const auto each : context["part"].elements()) {
        if (each["name"].text() == "name")
            name = each["valueString"].exists() ? each["valueString"] : each["valueCode"];
        if (each["name"].text() == "content")
            contents.push_back(each);
    }
    if (name.text().empty() || contents.size() != 1)
        return Error{Kind::invalid, "a context has one name and one content", "Parameters.parameter"};
    if (has(name.text()))
        return Error{Kind::invalid, "a context is given twice", "Parameters.parameter"};
    if (const auto resource = contents.front()["resource"]; resource.exists())
        add(std::string(name.text()), sent(resource));
    else
        add_reference(std::string(name.text()), contents.front()["valueReference"]["reference"].text());
    return {};
}

Result<void> Surroundings::read_request()
{
    std::size_t contexts = 0;
    const auto body = m_request.body == nullptr ? json::Value() : m_request.body->root();
    if (const auto local = interaction::parameter(body, "local")["valueBoolean"]; local.exists())
        m_reads = local.truth();
    for (const auto part : body["parameter"].elements()) {
        const auto name = part["name"].text();
        if (name == "subject")
            m_subject.set_root(m_subject.copy(part["valueReference"]));
        if (name != "context")
            continue;
        if (++contexts > limits::form_context_max)
            return Error{Kind::too_large, "more contexts than a form can use"};
        TRY(add_context(part));
    }
    const auto subject = m_subject.root()["reference"].text();
    if (subject.starts_with("Patient/") && !has("patient"))
        add_reference("patient", subject);
    return {};
}

// A part of an answer would be taken for the whole, so more than fits is an error.
Result<json::Value> Surroundings::ask(const std::string& query)
{
    const auto address = TRY(interaction::parse_address(query, m_request.hall.definitions));
    if (address.type.empty() || !address.id.empty())
        return Error{Kind::unsupported, "a query names one type: Type?criteria"};
    auto parameters = TRY(parse_query_string(address.query));
    const bool has_count = std::ranges::any_of(parameters, [](const auto& each) { return each.first == "_count"; });
    if (!has_count)
        parameters.emplace_back("_count", std::to_string(limits::form_query_results_max));
    const auto text = TRY(interaction::search_type(m_request.session, m_request.hall,
        {address.type, std::move(parameters), fhir::search::Handling::strict, m_request.base}));
    m_answers.push_back(TRY(json::read(text)));
    const auto bundle = m_answers.back().root();
    bool has_more = false;
    for (const auto link : bundle["link"].elements())
        has_more |= link["relation"].text() == "next";
    if (bundle["entry"].size() > limits::form_query_results_max || (has_more && !has_count))
        return Error{Kind::too_large, "a query finds more than is read to fill a form"};
    return bundle;
}

Filling Surroundings::filling(json::Value form)
{
    Filling filling{form, m_subject.root(), {}, {}, m_request.hall.definitions, m_request.hall.clock.now()};
    for (const auto& [name, resource] : m_contexts)
        filling.contexts.emplace_back(name, resource->root());
    if (m_reads)
        filling.search = [this](const std::string& query) { return ask(query); };
    return filling;
}

// What was filled in and breaks the form is the caller's to look at: told, and not taken away.
void add_judgement(const OperationRequest& request, json::Value form, const json::Draft& response, Issues& issues)
{
    const auto document = json::to_document(response);
    const auto search = interaction::search_in(request.session);
    for (auto& issue : interaction::judge_by({search, request.hall}, document.root(), form)) {
        if (issue.severity != Severity::error)
            continue;
        issue.severity = Severity::warning;
        issues.push_back(std::move(issue));
    }
}

}  // namespace

Result<OperationAnswer> populate_form(const OperationRequest& request)
{
    const auto form = TRY(asked_form(request));
    Surroundings surroundings(request);
    TRY(surroundings.read_request());
    auto filled = TRY(fhir::questionnaire::populate(surroundings.filling(form->root())));
    auto& issues = surroundings.issues();
    for (auto& issue : filled.issues)
        issues.push_back(std::move(issue));
    add_judgement(request, form->root(), filled.response, issues);
    return answer_with("response", std::move(filled.response), issues);
}

}  // namespace helselos::forms
