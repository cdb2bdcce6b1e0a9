#include "services/sharing/redeem.h"

#include "base/digest.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/view/coded.h"
#include "interaction/criteria.h"
#include "services/sharing/parcel.h"
#include "services/sharing/share_code.h"
#include "services/sharing/words.h"

namespace helselos::sharing {

namespace {

using fhir::view::concept_of;
using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

const Error no_such_code{Kind::not_found, "the code is wrong, used or too old"};

bool is_usable(json::Value consent, Instant now)
{
    const auto end = instant_from_text(consent["provision"]["period"]["end"].text());
    return consent["status"].text() == "active" && end.ok() && now < *end;
}

// The consent now names its recipient and no code leads to it any more.
Result<void> give_to(json::Document& consent, const std::string& organization)
{
    const auto root = consent.root();
    consent.remove(root, "identifier");
    json::Draft provision(root["provision"]);
    // Its end was that of the code; what was given stays given until it is withdrawn.
    provision.set("period", json::object({{"start", json::Draft(root["provision"]["period"]["start"])}}));
    provision.set("actor",
        json::array({json::object({
            {"role", concept_of("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP")},
            {"reference", reference_to(organization)},
        })}));
    const auto made = json::to_document(provision);
    consent.set(root, "provision", consent.copy(made.root()));
    return {};
}

Result<std::string> put_on_worklist(access::Writing& writing, const interaction::Hall& hall,
    const std::string& consent_id, const std::string& organization)
{
    const auto query = TRY(interaction::parse_criteria(hall, "Task", "based-on=Consent/" + percent_encode(consent_id)));
    const auto key = TRY(interaction::find_one(interaction::search_in(writing), query));
    if (!key)
        return Error{Kind::fault, "a consent without its task"};
    auto task = TRY(open_version(*TRY(writing.read(*key))));
    const auto owner = json::to_document(reference_to(organization));
    task.set(task.root(), "owner", task.copy(owner.root()));
    task.set(task.root(), "lastModified", to_text(writing.now()));
    return TRY(put_changed(writing, hall, *key, std::move(task))).body;
}

Result<std::string> redeem_in(
    access::Writing& writing, const interaction::Hall& hall, const std::string& code, const std::string& organization)
{
    const auto token = std::string(share_code_system) + "|" + sha256_hex(code);
    const auto query = TRY(interaction::parse_criteria(hall, "Consent", "identifier=" + percent_encode(token)));
    const auto key = TRY(interaction::find_one(interaction::search_in(writing), query));
    if (!key)
        return no_such_code;
    auto consent = TRY(open_version(*TRY(writing.read(*key))));
    if (!is_usable(consent.root(), writing.now()))
        return no_such_code;
    TRY(give_to(consent, organization));
    TRY(put_changed(writing, hall, *key, std::move(consent)));
    return put_on_worklist(writing, hall, key->id, organization);
}

}  // namespace

Result<OperationAnswer> redeem(const Desk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless(caller, access::CallerKind::personnel));
    if (!desk.code_tries.allow(caller.subject, request.hall.clock.now()))
        return Error{Kind::throttled, "too many codes were tried; wait an hour"};
    const auto code = read_share_code(TRY(text_parameter(request, "code")));
    if (!code)
        return no_such_code;

    std::string body;
    auto session = desk.for_caller(caller);
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(redeem_in(writing, request.hall, *code, caller.organization));
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::sharing
