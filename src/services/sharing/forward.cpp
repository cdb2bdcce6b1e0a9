#include "services/sharing/forward.h"

#include "base/url.h"
#include "fhir/view/coded.h"
#include "interaction/criteria.h"
#include "interaction/prepare.h"
#include "services/sharing/blocks.h"
#include "services/sharing/parcel.h"
#include "services/sharing/recipient.h"
#include "services/sharing/regional_priority.h"
#include "services/sharing/task_change.h"
#include "services/sharing/words.h"

#include <algorithm>
#include <array>

namespace helselos::sharing {

namespace {

using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

const Error nobody_there{Kind::unprocessable, "nobody can receive it there; choose a recipient from the register",
    "Parameters.parameter.to"};

bool may_forward(json::Value consent)
{
    for (const auto extension : consent["extension"].elements())
        if (extension["url"].text() == may_forward_extension)
            return extension["valueBoolean"].truth();
    return false;
}

struct Forwarding {
    json::Value to;  // As asked for.
    std::string note;
    std::string id;  // Of the new task.
};

Result<Recipient> recipient_of(Change& change, const Forwarding& forwarding)
{
    const auto recipient = TRY(find_recipient(look_in(change.writing), forwarding.to, "to"));
    const auto task = change.task.root();
    if (recipient.reference == task["owner"]["reference"].text())
        return Error{Kind::unprocessable, "it is with this recipient already", "Parameters.parameter.to"};
    const std::string patient(task["for"]["reference"].text());
    if (TRY(is_blocked(
            interaction::search_in(change.writing), change.request.hall, patient, recipient.organization, "")))
        return nobody_there;
    return recipient;
}

// The consent now names the new recipient too. The resident sees there to whom it went.
Result<void> add_to_consent(Change& change, const Recipient& recipient)
{
    const std::string reference(change.task.root()["basedOn"].at(0)["reference"].text());
    const access::Key key{"Consent", reference.substr(reference.find('/') + 1)};
    const auto current = TRY(change.writing.read(key));
    if (!current || current->act == access::Act::remove)
        return Error{Kind::fault, "a task without its consent"};
    auto consent = TRY(open_version(*current));
    if (consent.root()["status"].text() != "active" || !may_forward(consent.root()))
        return Error{
            Kind::unprocessable, "the resident has not agreed that it is forwarded; ask them to share it there"};
    const auto actors = consent.root()["provision"]["actor"];
    for (const auto actor : actors.elements())
        if (actor["reference"]["reference"].text() == recipient.organization)
            return {};
    const auto made = json::to_document(consent_actor(recipient.organization));
    consent.push(actors, consent.copy(made.root()));
    TRY(put_changed(change.writing, change.request.hall, key, std::move(consent)));
    return {};
}

// What was handed over before is handed over again; what the forwarding organisation noted stays with it.
json::Draft forwarded_task(Change& change, const Recipient& recipient, const Forwarding& forwarding)
{
    constexpr std::array<std::string_view, 6> left_behind{"id", "meta", "text", "output", "note", "executionPeriod"};
    const auto task = change.task.root();
    auto fresh = json::Draft::make(json::Type::object);
    for (const auto& member : task.members())
        if (std::ranges::find(left_behind, member.key) == left_behind.end())
            fresh.set(std::string(member.key), json::Draft(member.value()));
    fresh.set("partOf", json::array({reference_to("Task/" + change.request.address.id)}));
    fresh.set("owner", reference_to(recipient.reference));
    fresh.set("authoredOn", to_text(change.now()));
    if (!forwarding.note.empty()) {
        json::Draft inputs(task["input"]);
        inputs.push(output_of("forward-note", "valueString", forwarding.note));
        fresh.set("input", inputs);
    }
    return fresh;
}

Result<std::string> forward_in(const Desk& desk, Change& change, const Forwarding& forwarding)
{
    const auto recipient = TRY(recipient_of(change, forwarding));
    TRY(add_to_consent(change, recipient));
    auto task = json::to_document(forwarded_task(change, recipient, forwarding));
    set_state(task, State::sent, change.now());
    TRY(raise_by_region(desk.routing, look_in(change.writing), change.now(), task));
    const auto version = TRY(change.writing.put(TRY(
        prepare_new({interaction::search_in(change.writing), change.request.hall}, std::move(task), forwarding.id))));
    json::push_draft(
        change.task, "output", output_of(forwarded_output, "valueReference", reference_to(recipient.reference)));
    return version.body;
}

bool went_there(json::Value task, json::Value to)
{
    return state_of(task) == State::forwarded
        && last_output(task, forwarded_output)["valueReference"]["reference"].text() == to["reference"].text();
}

// What a forward that was asked for twice made the first time.
Result<std::string> made_before(const Desk& desk, const OperationRequest& request)
{
    auto session = desk.for_caller(request.session.caller());
    const auto query
        = TRY(interaction::parse_criteria(request.hall, "Task", "part-of=Task/" + percent_encode(request.address.id)));
    const auto key = TRY(interaction::find_one(interaction::search_in(session), query));
    if (!key)
        return Error{Kind::conflict, std::string(refusal_of(State::forwarded))};
    return TRY(session.read(*key))->body;
}

}  // namespace

Result<OperationAnswer> forward(const Desk& desk, const OperationRequest& request)
{
    if (request.body == nullptr)
        return Error{Kind::invalid, "Parameters are needed"};
    Forwarding forwarding;
    forwarding.to = interaction::parameter(request.body->root(), "to")["valueReference"];
    forwarding.note = TRY(text_parameter(request, "note"));
    forwarding.id = interaction::new_id(request.hall);
    std::string made;
    const auto change = [&](Change& task) -> Result<void> {
        made = TRY(forward_in(desk, task, forwarding));
        return {};
    };
    TRY(change_task(
        desk, request, {Act::forward, change, [&](json::Value task) { return went_there(task, forwarding.to); }}));
    return OperationAnswer{200, made.empty() ? TRY(made_before(desk, request)) : made};
}

}  // namespace helselos::sharing
