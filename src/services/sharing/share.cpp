#include "services/sharing/share.h"

#include "base/digest.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/view/coded.h"
#include "interaction/criteria.h"
#include "interaction/prepare.h"
#include "interaction/read.h"
#include "services/sharing/parcel.h"
#include "services/sharing/provenance.h"
#include "services/sharing/share_code.h"
#include "services/sharing/words.h"

#include <algorithm>

namespace helselos::sharing {

namespace {

using access::CallerKind;
using fhir::view::code_in;
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

// An organisation that says it takes assessments.
Result<std::string> recipient_of(const Desk& desk, const OperationRequest& request)
{
    const auto part = interaction::parameter(request.body->root(), "recipient");
    if (!part.exists())
        return std::string();
    TRY(refuse_unless(request.session.caller(), CallerKind::resident));
    const std::string reference(part["valueReference"]["reference"].text());
    const Error unknown{Kind::not_found, "no such recipient", "Parameters.parameter.recipient"};
    if (!reference.starts_with("Organization/"))
        return unknown;
    auto session = desk.for_caller(request.session.caller());
    const auto version = interaction::read(session, {"Organization", reference.substr(13)});
    if (!version)
        return unknown;
    const auto organization = TRY(open_version(*version));
    for (const auto type : organization.root()["type"].elements())
        if (code_in(type, organization_kind_system) == "receives-assessments")
            return reference;
    return unknown;
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
};

Result<Plan> plan(const Desk& desk, const OperationRequest& request)
{
    Plan plan;
    auto& sharing = plan.sharing;
    sharing.now = request.hall.clock.now();
    sharing.patient = TRY(whose(request));
    sharing.source = sharing.patient.empty() ? std::string() : request.session.caller().subject;
    sharing.recipient = TRY(recipient_of(desk, request));
    sharing.own_words = TRY(text_parameter(request, "own-words"));
    sharing.medicines = TRY(text_parameter(request, "medicines"));
    const auto id = [&] { return interaction::new_id(request.hall); };
    sharing.ids = {id(), id(), id(), id(), id()};
    if (sharing.recipient.empty()) {
        plan.code = make_share_code(request.hall.random);
        sharing.code_digest = sha256_hex(plan.code);
        sharing.code_expires = sharing.now + limits::share_code_life_max;
    }
    return plan;
}

Result<std::vector<access::Draft>> prepare_parcel(
    const Desk& desk, const OperationRequest& request, const Sharing& sharing)
{
    const auto response = TRY(response_in(request));
    const auto assessment = TRY(desk.assess(response, sharing.now));
    const auto& hall = request.hall;
    const auto& ids = sharing.ids;
    std::vector<access::Draft> drafts;
    drafts.push_back(TRY(prepare_new(hall, kept_response(response, sharing), ids.response)));
    drafts.push_back(TRY(prepare_new(hall, kept_assessment(assessment.root(), sharing), ids.assessment)));
    auto session = desk.for_caller(request.session.caller());
    const auto content = TRY(where_it_stands(session, assessment.root()));
    drafts.push_back(
        TRY(prepare_new(hall, json::to_document(provenance_of(sharing, assessment.root(), content)), ids.provenance)));
    drafts.push_back(TRY(prepare_new(hall, json::to_document(consent_of(sharing)), ids.consent)));
    drafts.push_back(TRY(prepare_new(hall, json::to_document(task_of(sharing, assessment.root())), ids.task)));
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

    const auto planned = TRY(plan(desk, request));
    const auto drafts = TRY(prepare_parcel(desk, request, planned.sharing));
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        for (const auto& draft : drafts)
            TRY(writing.put(draft));
        return {};
    }));
    return OperationAnswer{200, answer_of(planned)};
}

namespace {

// The tasks that stand on a consent are cancelled with it, unless they are done.
Result<void> cancel_tasks(access::Writing& writing, const interaction::Hall& hall, const std::string& consent_id)
{
    auto query = TRY(interaction::parse_criteria(hall, "Task", "based-on=Consent/" + percent_encode(consent_id)));
    query.count = limits::search_page_default;
    const auto found = TRY(writing.search(query));
    for (const auto& match : found.matches) {
        auto task = TRY(open_version(match));
        if (task.root()["status"].text() == "completed")
            continue;
        task.set(task.root(), "status", "cancelled");
        task.set(task.root(), "lastModified", to_text(writing.now()));
        TRY(put_changed(writing, hall, match.key, std::move(task)));
    }
    return {};
}

}  // namespace

Result<OperationAnswer> withdraw(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless(request.session.caller(), CallerKind::resident));
    const auto key = request.address.key();
    TRY(interaction::read(request.session, key));  // Only what is the caller's own is found.

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        const auto current = TRY(writing.read(key));
        if (!current || current->act == access::Act::remove)
            return Error{Kind::not_found, "no such resource"};
        auto consent = TRY(open_version(*current));
        if (consent.root()["status"].text() != "active") {
            body = current->body;
            return {};
        }
        consent.set(consent.root(), "status", "inactive");
        body = TRY(put_changed(writing, request.hall, key, std::move(consent))).body;
        return cancel_tasks(writing, request.hall, key.id);
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::sharing
