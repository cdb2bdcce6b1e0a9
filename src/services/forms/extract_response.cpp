#include "services/forms/extract_response.h"

#include "fhir/questionnaire/extract.h"
#include "interaction/forms/judge_response.h"
#include "services/forms/asked_form.h"

namespace helselos::forms {

namespace {

using fhir::questionnaire::FormDocument;
using interaction::OperationAnswer;
using interaction::OperationRequest;

Result<FormDocument> asked_response(const OperationRequest& request)
{
    if (!request.address.id.empty())
        return kept(request, request.address.key());
    const auto response = resource_in(request, "QuestionnaireResponse", "questionnaire-response");
    if (response["resourceType"].text() != "QuestionnaireResponse")
        return Error{Kind::invalid, "a QuestionnaireResponse is needed"};
    return sent(response);
}

Result<FormDocument> form_of(const OperationRequest& request, json::Value response)
{
    constexpr std::string_view element = "QuestionnaireResponse.questionnaire";
    const auto canonical = response["questionnaire"].text();
    if (!canonical.starts_with('#'))
        return form_behind(request, canonical, element);
    for (const auto each : response["contained"].elements())
        if (each["resourceType"].text() == "Questionnaire" && each["id"].text() == canonical.substr(1))
            return sent(each);
    return Error{Kind::not_found, "the form that is pointed to is not contained", std::string(element)};
}

}  // namespace

Result<OperationAnswer> extract_response(const OperationRequest& request)
{
    const auto response = TRY(asked_response(request));
    const auto form = TRY(form_of(request, response->root()));
    const auto search = interaction::search_in(request.session);
    auto issues = interaction::judge_by({search, request.hall}, response->root(), form->root());
    if (has_error(issues))
        return Error{Kind::unprocessable, "the answers break their form", {}, std::move(issues)};
    auto extracted = TRY(fhir::questionnaire::extract({response->root(), form->root(), request.hall.definitions,
        request.hall.clock.now(), [&request] { return make_uuid(request.hall.random); }}));
    return answer_with("return", std::move(extracted.bundle), extracted.issues);
}

}  // namespace helselos::forms
