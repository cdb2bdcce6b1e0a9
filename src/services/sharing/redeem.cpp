#include "services/sharing/redeem.h"

#include "base/digest.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/view/coded.h"
#include "interaction/criteria.h"
#include "services/sharing/blocks.h"
#include "services/sharing/parcel.h"
#include "services/sharing/recipient.h"
#include "services/sharing/regional_priority.h"
#include "services/sharing/share_code.h"
#include "services/sharing/words.h"

namespace helselos::sharing {

namespace {

using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

const Error no_such_code{Kind::not_found, "the code is wrong, used or too old"};

bool is_usable(json::Value consent, Instant now)
{
    const auto end = instant_from_text(consent["provision"]["period"]["end"].text());
    return consent["status"].text() == "active" && end.ok() && now < *end;
}

// The index found it by the digest; this compares once more, in the same time whatever is kept there.
bool is_of_code(json::Value consent, const std::string& code, const std::string& key)
{
    const auto kept = kept_digest(code, key);
    const auto plain = plain_digest(code);
    bool is_kept = false;
    for (const auto identifier : consent["identifier"].elements())
        if (identifier["system"].text() == share_code_system)
            is_kept |= equal_in_constant_time(identifier["value"].text(), kept)
                | equal_in_constant_time(identifier["value"].text(), plain);
    return is_kept;
}

// The consent now names its recipient and no code leads to it any more.
Result<void> give_to(json::Document& consent, const std::string& organization)
{
    const auto root = consent.root();
    consent.remove(root, "identifier");
    json::Draft provision(root["provision"]);
    // Its end was that of the code; what was given stays given until it is withdrawn.
    provision.set("period", json::object({{"start", json::Draft(root["provision"]["period"]["start"])}}));
    provision.set("actor", json::array({consent_actor(organization)}));
    const auto made = json::to_document(provision);
    consent.set(root, "provision", consent.copy(made.root()));
    return {};
}

struct Redeeming {
    const Desk& desk;
    access::Writing& writing;
    const OperationRequest& request;

    const access::Caller& caller() const { return request.session.caller(); }
};

Result<std::string> put_on_worklist(const Redeeming& act, const std::string& consent_id)
{
    const auto query
        = TRY(interaction::parse_criteria(act.request.hall, "Task", "based-on=Consent/" + percent_encode(consent_id)));
    const auto key = TRY(interaction::find_one(interaction::search_in(act.writing), query));
    if (!key)
        return Error{Kind::fault, "a consent without its task"};
    auto task = TRY(open_version(*TRY(act.writing.read(*key))));
    const auto owner = json::to_document(reference_to(act.caller().organization));
    task.set(task.root(), "owner", task.copy(owner.root()));
    task.set(task.root(), "lastModified", to_text(act.writing.now()));
    TRY(raise_by_region(act.desk.routing, look_in(act.writing), act.writing.now(), task));
    return TRY(put_changed(act.writing, act.request.hall, *key, std::move(task))).body;
}

Result<std::optional<access::Key>> find_consent(const Redeeming& act, const std::string& code)
{
    const auto kept = std::string(share_code_system) + "|" + kept_digest(code, act.desk.code_key);
    const auto plain = std::string(share_code_system) + "|" + plain_digest(code);
    const auto query = TRY(interaction::parse_criteria(
        act.request.hall, "Consent", "identifier=" + percent_encode(kept) + "," + percent_encode(plain)));
    return interaction::find_one(interaction::search_in(act.writing), query);
}

Result<std::string> redeem_in(const Redeeming& act, const std::string& code)
{
    const auto key = TRY(find_consent(act, code));
    if (!key)
        return no_such_code;
    auto consent = TRY(open_version(*TRY(act.writing.read(*key))));
    if (!is_of_code(consent.root(), code, act.desk.code_key) || !is_usable(consent.root(), act.writing.now()))
        return no_such_code;
    const std::string patient(consent.root()["patient"]["reference"].text());
    if (TRY(is_blocked(interaction::search_in(act.writing), act.request.hall, patient, act.caller().organization,
            act.caller().subject)))
        return no_such_code;
    TRY(give_to(consent, act.caller().organization));
    TRY(put_changed(act.writing, act.request.hall, *key, std::move(consent)));
    return put_on_worklist(act, key->id);
}

}  // namespace

Result<OperationAnswer> redeem(const Desk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless(caller, access::CallerKind::personnel));
    const auto now = request.hall.clock.now();
    if (desk.wrong_codes.is_locked(caller.subject, caller.organization, now)
        || !desk.code_tries.allow(caller.subject, now))
        return Error{Kind::throttled, "too many codes were tried; wait an hour"};
    const auto code = read_share_code(TRY(text_parameter(request, "code")));

    std::string body;
    auto session = desk.for_caller(caller);
    const auto redeemed
        = !code ? Result<void>(no_such_code) : session.write([&](access::Writing& writing) -> Result<void> {
              body = TRY(redeem_in({desk, writing, request}, *code));
              return {};
          });
    if (!redeemed && redeemed.error().kind == Kind::not_found)
        desk.wrong_codes.count(caller.subject, caller.organization, now);
    TRY(redeemed);
    return OperationAnswer{200, body};
}

}  // namespace helselos::sharing
