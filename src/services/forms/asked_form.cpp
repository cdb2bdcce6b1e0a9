#include "services/forms/asked_form.h"

#include "interaction/forms/find_form.h"
#include "interaction/outcome.h"
#include "interaction/read.h"
#include "json/read.h"

namespace helselos::forms {

using fhir::questionnaire::FormDocument;
using interaction::OperationAnswer;
using interaction::OperationRequest;

FormDocument sent(json::Value resource)
{
    json::Document document;
    document.set_root(document.copy(resource));
    return std::make_shared<const json::Document>(std::move(document));
}

Result<FormDocument> kept(const OperationRequest& request, const access::Key& key)
{
    const auto version = TRY(interaction::read(request.session, key));
    return FormDocument(std::make_shared<const json::Document>(TRY(json::read(version.body))));
}

Result<FormDocument> form_behind(const OperationRequest& request, std::string_view canonical, std::string_view element)
{
    const auto search = interaction::search_in(request.session);
    auto found = TRY(interaction::find_form({search, request.hall}, canonical));
    if (found == nullptr)
        return Error{
            Kind::not_found, "no form with this canonical address and version is known here", std::string(element)};
    return found;
}

json::Value resource_in(const OperationRequest& request, std::string_view type, std::string_view part)
{
    if (request.body == nullptr)
        return {};
    const auto body = request.body->root();
    return body["resourceType"].text() == type ? body : interaction::parameter(body, part)["resource"];
}

Result<FormDocument> asked_form(const OperationRequest& request)
{
    if (!request.address.id.empty())
        return kept(request, request.address.key());
    if (const auto form = resource_in(request, "Questionnaire", "questionnaire"); form.exists())
        return sent(form);
    const auto body = request.body == nullptr ? json::Value() : request.body->root();
    const auto canonical = interaction::parameter(body, "canonical");
    for (const auto* member : {"valueCanonical", "valueUri"})
        if (const auto address = canonical[member]; address.exists())
            return form_behind(request, address.text(), "Parameters.parameter");
    const auto reference = interaction::parameter(body, "questionnaireRef")["valueReference"]["reference"].text();
    if (reference.starts_with("Questionnaire/"))
        return kept(request, TRY(interaction::parse_address(reference, request.hall.definitions)).key());
    return Error{Kind::invalid, "a form is needed: questionnaire, canonical or questionnaireRef"};
}

OperationAnswer answer_with(std::string_view name, json::Draft resource, const Issues& issues)
{
    auto parts = json::array();
    if (resource.exists())
        parts.push(json::object({{"name", name}}).set("resource", std::move(resource)));
    if (!issues.empty()) {
        const auto outcome = json::read(interaction::outcome_text(issues));
        HL_ASSERT(outcome.ok());
        parts.push(json::object({{"name", "issues"}, {"resource", outcome->root()}}));
    }
    auto parameters = json::object({{"resourceType", "Parameters"}});
    parameters.set("parameter", std::move(parts));
    return OperationAnswer{200, json::to_text(parameters)};
}

}  // namespace helselos::forms
