#include "services/sharing/share.h"

#include "base/limits.h"
#include "fhir/view/coded.h"
#include "interaction/criteria.h"
#include "interaction/prepare.h"
#include "interaction/read.h"
#include "services/sharing/blocks.h"
#include "services/sharing/parcel.h"
#include "services/sharing/provenance.h"
#include "services/sharing/recipient.h"
#include "services/sharing/regional_priority.h"
#include "services/sharing/share_code.h"
#include "services/sharing/shared_pictures.h"
#include "services/sharing/words.h"
#include "services/sharing/worklist_priority.h"

#include <algorithm>

namespace helselos::sharing {

namespace {

using access::CallerKind;
using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

// Whose assessment it is. A child of the caller's, or the caller's own; of anyone else: not found.
Result<std::string> whose(const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    const auto wanted = interaction::parameter(request.body->root(), "for")["valueReference"]["reference"].text();
    if (caller.kind != CallerKind::resident) {
        if (!wanted.empty())
            return Error{Kind::unauthenticated, "sign in to share for somebody"};
        return std::string();
    }
    if (wanted.empty() || wanted == caller.subject)
        return caller.subject;
    const auto represented = TRY(request.session.represented());
    if (std::ranges::find(represented, wanted) == represented.end())
        return Error{Kind::not_found, "no such person", "Parameters.parameter.for"};
    return std::string(wanted);
}

// Who is to receive it; an empty one when a code is to be made.
Result<Recipient> recipient_of(const Desk& desk, const OperationRequest& request, const std::string& patient)
{
    const auto part = interaction::parameter(request.body->root(), "recipient");
    if (!part.exists())
        return Recipient{};
    TRY(refuse_unless(request.session.caller(), CallerKind::resident));
    auto session = desk.for_caller(request.session.caller());
    const auto recipient = TRY(find_recipient(look_in(session), part["valueReference"], "recipient"));
    if (TRY(is_blocked(interaction::search_in(session), request.hall, patient, recipient.organization, "")))
        return Error{Kind::unprocessable, "you have blocked this recipient: end the block, or share with somebody else",
            "Parameters.parameter.recipient"};
    return recipient;
}

Result<bool> may_be_forwarded(const OperationRequest& request)
{
    const auto part = interaction::parameter(request.body->root(), "may-forward");
    if (part.exists() && !part["valueBoolean"].is_boolean())
        return Error{Kind::invalid, "the parameter is true or false", "Parameters.parameter.may-forward"};
    return !part.exists() || part["valueBoolean"].truth();
}

Result<json::Value> response_in(const OperationRequest& request)
{
    const auto response = interaction::parameter(request.body->root(), "response")["resource"];
    if (response["resourceType"].text() != "QuestionnaireResponse")
        return Error{Kind::invalid, "a QuestionnaireResponse is needed", "Parameters.parameter.response"};
    if (response["status"].text() != "completed")
        return Error{Kind::unprocessable, "the interview is not completed", "Parameters.parameter.response"};
    return response;
}

struct Plan {
    Sharing sharing;
    std::string code;
    std::vector<SharedPicture> pictures;
};

Result<Plan> plan(const Desk& desk, const OperationRequest& request)
{
    Plan plan;
    auto& sharing = plan.sharing;
    sharing.now = request.hall.clock.now();
    sharing.patient = TRY(whose(request));
    sharing.source = sharing.patient.empty() ? std::string() : request.session.caller().subject;
    const auto recipient = TRY(recipient_of(desk, request, sharing.patient));
    sharing.recipient = recipient.reference;
    sharing.organization = recipient.organization;
    sharing.may_forward = TRY(may_be_forwarded(request));
    sharing.own_words = TRY(text_parameter(request, "own-words"));
    sharing.medicines = TRY(text_parameter(request, "medicines"));
    plan.pictures = TRY(read_pictures(request));
    for (const auto& picture : plan.pictures) {
        sharing.pictures.push_back("DocumentReference/" + picture.document);
        sharing.pictures.push_back("Binary/" + picture.binary);
    }
    const auto id = [&] { return interaction::new_id(request.hall); };
    sharing.ids = {id(), id(), id(), id(), id()};
    if (sharing.recipient.empty()) {
        plan.code = make_share_code(request.hall.random);
        sharing.code_digest = kept_digest(plan.code, desk.code_key);
        sharing.code_expires = sharing.now + limits::share_code_life_max;
    }
    return plan;
}

Result<std::vector<access::Draft>> prepare_parcel(const Desk& desk, const OperationRequest& request, Plan& plan)
{
    auto& sharing = plan.sharing;
    const auto response = TRY(response_in(request));
    const auto assessment = TRY(desk.assess(response, sharing.now));
    auto session = desk.for_caller(request.session.caller());
    sharing.priority = worklist_priority(assessment.root());
    if (!sharing.recipient.empty())
        sharing.priority = TRY(priority_at(
            desk.routing, look_in(session), sharing.now, {assessment.root(), sharing.recipient, sharing.priority}));
    const auto search = interaction::search_in(session);
    const interaction::FormSources forms{search, request.hall};
    const auto& ids = sharing.ids;
    std::vector<access::Draft> drafts;
    for (const auto& picture : plan.pictures) {
        drafts.push_back(TRY(prepare_new(forms, json::to_document(binary_of(picture, sharing)), picture.binary)));
        drafts.push_back(
            TRY(prepare_new(forms, json::to_document(document_reference_of(picture, sharing)), picture.document)));
    }
    drafts.push_back(TRY(prepare_new(forms, kept_response(response, sharing), ids.response)));
    drafts.push_back(TRY(prepare_new(forms, kept_assessment(assessment.root(), sharing), ids.assessment)));
    const auto content = TRY(where_it_stands(session, assessment.root()));
    drafts.push_back(
        TRY(prepare_new(forms, json::to_document(provenance_of(sharing, assessment.root(), content)), ids.provenance)));
    drafts.push_back(TRY(prepare_new(forms, json::to_document(consent_of(sharing)), ids.consent)));
    drafts.push_back(TRY(prepare_new(forms, json::to_document(task_of(sharing, assessment.root())), ids.task)));
    return drafts;
}

std::string answer_of(const Plan& plan)
{
    auto parts = json::array(
        {json::object({{"name", "consent"}, {"valueReference", reference_to("Consent/" + plan.sharing.ids.consent)}})});
    if (!plan.code.empty()) {
        parts.push(json::object({{"name", "code"}, {"valueString", to_shown(plan.code)}}));
        parts.push(json::object({{"name", "expires"}, {"valueInstant", to_text(plan.sharing.code_expires)}}));
    }
    return json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", parts}}));
}

}  // namespace

Result<OperationAnswer> share(const Desk& desk, const OperationRequest& request)
{
    if (request.body == nullptr)
        return Error{Kind::invalid, "Parameters are needed"};
    const bool is_anonymous = request.session.caller().kind != CallerKind::resident;
    if (is_anonymous && !desk.anonymous_shares.allow(request.remote, request.hall.clock.now()))
        return Error{Kind::throttled, "too many assessments were shared from here; try again later"};

    auto planned = TRY(plan(desk, request));
    const auto drafts = TRY(prepare_parcel(desk, request, planned));
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        for (const auto& draft : drafts)
            TRY(writing.put(draft));
        return {};
    }));
    return OperationAnswer{200, answer_of(planned)};
}

}  // namespace helselos::sharing
