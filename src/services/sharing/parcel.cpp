#include "services/sharing/parcel.h"

#include "fhir/view/coded.h"
#include "services/sharing/sharing_state.h"
#include "services/sharing/words.h"
#include "services/sharing/worklist_priority.h"

namespace helselos::sharing {

namespace {

using fhir::view::concept_of;
using fhir::view::reference_to;

constexpr std::string_view anonymous = "Anonym innbygger";

json::Draft input(std::string_view code, std::string key, json::Draft value)
{
    return json::object({{"type", concept_of(input_system, code)}, {std::move(key), std::move(value)}});
}

json::Draft text_input(std::string_view code, const std::string& text)
{
    return text.empty() ? json::Draft() : input(code, "valueString", text);
}

json::Draft provision_data(const std::string& reference)
{
    return json::object({{"meaning", "instance"}, {"reference", reference_to(reference)}});
}

json::Draft inputs_of(const Sharing& sharing)
{
    auto inputs = json::array({
        input("response", "valueReference", reference_to("QuestionnaireResponse/" + sharing.ids.response)),
        text_input("own-words", sharing.own_words),
        text_input("medicines", sharing.medicines),
    });
    for (const auto& picture : sharing.pictures)
        if (picture.starts_with("DocumentReference/"))
            inputs.push(input("picture", "valueReference", reference_to(picture)));
    return inputs;
}

json::Draft restriction_of(json::Value assessment)
{
    const auto end = assessment["prediction"].at(0)["whenPeriod"]["end"];
    if (!end.exists())
        return {};
    return json::object({{"period", json::object({{"end", end.text()}})}});
}

json::Draft complaint_of(json::Value assessment)
{
    const auto code = assessment["code"];
    const auto text = code["text"].exists() ? code["text"] : code["coding"].at(0)["display"];
    return text.exists() ? json::Draft(text) : json::Draft();
}

}  // namespace

json::Draft consent_actor(const std::string& organization)
{
    return json::object({
        {"role", concept_of("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP")},
        {"reference", reference_to(organization)},
    });
}

json::Document kept_response(json::Value response, const Sharing& sharing)
{
    json::Draft draft(response);
    draft.set("authored", to_text(sharing.now));
    if (!sharing.patient.empty())
        draft.set("subject", reference_to(sharing.patient));
    if (!sharing.source.empty())
        draft.set("source", reference_to(sharing.source));
    return json::to_document(draft);
}

json::Document kept_assessment(json::Value assessment, const Sharing& sharing)
{
    json::Draft draft(assessment);
    draft.set(
        "subject", sharing.patient.empty() ? json::object({{"display", anonymous}}) : reference_to(sharing.patient));
    draft.set("basis", json::array({reference_to("QuestionnaireResponse/" + sharing.ids.response)}));
    return json::to_document(draft);
}

// http://hl7.org/fhir/R4/consent.html
json::Draft consent_of(const Sharing& sharing)
{
    auto data = json::array({provision_data("QuestionnaireResponse/" + sharing.ids.response),
        provision_data("RiskAssessment/" + sharing.ids.assessment),
        provision_data("Provenance/" + sharing.ids.provenance)});
    if (!sharing.patient.empty())
        data.push(provision_data(sharing.patient));
    for (const auto& picture : sharing.pictures)
        data.push(provision_data(picture));
    const bool by_code = sharing.recipient.empty();
    const auto identifier
        = json::array({json::object({{"system", share_code_system}, {"value", sharing.code_digest}})});
    return json::object({
        {"resourceType", "Consent"},
        {"extension",
            json::array({json::object({{"url", may_forward_extension}, {"valueBoolean", sharing.may_forward}})})},
        {"identifier", by_code ? identifier : json::Draft()},
        {"status", "active"},
        {"scope", concept_of("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy")},
        {"category", json::array({concept_of("http://terminology.hl7.org/CodeSystem/v3-ActCode", "INFA")})},
        {"patient", sharing.patient.empty() ? json::Draft() : reference_to(sharing.patient)},
        {"dateTime", to_text(sharing.now)},
        {"performer", sharing.source.empty() ? json::Draft() : json::array({reference_to(sharing.source)})},
        {"policyRule", concept_of("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN")},
        {"provision",
            json::object({
                {"type", "permit"},
                // Until when the code can be used; what was received then stays with the recipient.
                {"period",
                    json::object({{"start", to_text(sharing.now)},
                        {"end", by_code ? json::Draft(to_text(sharing.code_expires)) : json::Draft()}})},
                {"actor", by_code ? json::Draft() : json::array({consent_actor(sharing.organization)})},
                {"data", data},
            })},
    });
}

// http://hl7.org/fhir/R4/task.html
json::Draft task_of(const Sharing& sharing, json::Value assessment)
{
    return json::object({
        {"resourceType", "Task"},
        {"extension",
            json::array({json::object({{"url", worklist_priority_extension}, {"valueInteger", sharing.priority}})})},
        {"basedOn", json::array({reference_to("Consent/" + sharing.ids.consent)})},
        {"status", status_of(State::sent)},
        {"businessStatus", concept_of(sharing_state_system, code_of(State::sent))},
        {"intent", "order"},
        {"priority", task_priority(sharing.priority)},
        {"code", concept_of(task_system, review_assessment)},
        {"description", complaint_of(assessment)},
        {"focus", reference_to("RiskAssessment/" + sharing.ids.assessment)},
        {"for", sharing.patient.empty() ? json::Draft() : reference_to(sharing.patient)},
        {"authoredOn", to_text(sharing.now)},
        {"lastModified", to_text(sharing.now)},
        {"requester", sharing.source.empty() ? json::Draft() : reference_to(sharing.source)},
        {"owner", sharing.recipient.empty() ? json::Draft() : reference_to(sharing.recipient)},
        {"restriction", restriction_of(assessment)},
        {"input", inputs_of(sharing)},
    });
}

}  // namespace helselos::sharing
