#include "services/sharing/task_change.h"

#include "fhir/view/coded.h"
#include "interaction/prepare.h"
#include "interaction/read.h"
#include "services/sharing/words.h"

#include <algorithm>

namespace helselos::sharing {

namespace {

using fhir::view::code_in;
using fhir::view::concept_of;
using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

// The organisation that answers for an owner: itself, or the one that offers the service.
Result<std::string> organization_behind(access::Writing& writing, std::string owner)
{
    constexpr std::string_view service = "HealthcareService/";
    if (!owner.starts_with(service))
        return owner;
    const auto version = TRY(writing.read({"HealthcareService", owner.substr(service.size())}));
    if (!version || version->act == access::Act::remove)
        return std::string();
    const auto document = TRY(open_version(*version));
    return std::string(document.root()["providedBy"]["reference"].text());
}

// Others may see the task (its patient is theirs too), but it is not on their worklist.
Result<void> refuse_unless_recipient(access::Writing& writing, json::Value task, const access::Caller& caller, Act act)
{
    const auto owner = TRY(organization_behind(writing, std::string(task["owner"]["reference"].text())));
    if (owner.empty() || owner != caller.organization)
        return Error{Kind::forbidden, "only the recipient may do this"};
    if (doer_of(act) == Doer::clinician && access::standing_of(caller) != access::Standing::clinician)
        return Error{Kind::forbidden, "only health personnel may do this"};
    return {};
}

Result<void> refuse_if_seen_another(const OperationRequest& request, const access::Version& current)
{
    const auto seen = TRY(text_parameter(request, "version"));
    if (seen.empty() || seen == std::to_string(current.number))
        return {};
    return Error{Kind::precondition, "somebody has changed the task since you saw it", "Parameters.parameter.version"};
}

// The body of the task as it now stands.
Result<std::string> change_in(access::Writing& writing, const OperationRequest& request, const TaskAct& act)
{
    const auto key = request.address.key();
    const auto current = TRY(writing.read(key));
    if (!current || current->act == access::Act::remove)
        return Error{Kind::not_found, "no such resource"};
    auto task = TRY(open_version(*current));
    TRY(refuse_unless_recipient(writing, task.root(), request.session.caller(), act.act));
    const auto state = state_of(task.root());
    if (state != State::withdrawn && act.is_repeat && act.is_repeat(task.root()))
        return current->body;
    TRY(refuse_if_seen_another(request, *current));
    const auto move = move_by(act.act, state);
    if (!move.is_allowed)
        return Error{Kind::conflict, std::string(refusal_of(state))};
    if (!move.changes)
        return current->body;
    Change change{task, writing, request};
    if (act.change)
        TRY(act.change(change));
    set_state(task, move.to, writing.now());
    return TRY(put_changed(writing, request.hall, key, std::move(task))).body;
}

}  // namespace

Result<OperationAnswer> change_task(const Desk& desk, const OperationRequest& request, const TaskAct& act)
{
    TRY(refuse_unless(request.session.caller(), access::CallerKind::personnel));
    const auto seen = TRY(interaction::read(request.session, request.address.key()));
    const auto task = TRY(open_version(seen));
    if (code_in(task.root()["code"], task_system) != review_assessment)
        return Error{Kind::unprocessable, "the task is of another kind"};

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(change_in(writing, request, act));
        return {};
    }));
    return OperationAnswer{200, body};
}

void set_state(json::Document& task, State state, Instant now)
{
    const auto root = task.root();
    const auto concepts = json::to_document(concept_of(sharing_state_system, code_of(state)));
    task.set(root, "businessStatus", task.copy(concepts.root()));
    // What was completed stays so: it was done before it was withdrawn.
    if (state != State::withdrawn || root["status"].text() != "completed")
        task.set(root, "status", status_of(state));
    json::Draft period = root["executionPeriod"].exists() ? json::Draft(root["executionPeriod"])
                                                          : json::Draft::make(json::Type::object);
    // The first time something was done is when it began.
    const bool begins = state != State::sent && state != State::withdrawn;
    const bool began = root["executionPeriod"]["start"].exists();
    if (begins && !began)
        period.set("start", to_text(now));
    if (is_over(state) && (begins || began) && !root["executionPeriod"]["end"].exists())
        period.set("end", to_text(now));
    if (!period.empty()) {
        const auto made = json::to_document(period);
        task.set(root, "executionPeriod", task.copy(made.root()));
    }
    task.set(root, "lastModified", to_text(now));
}

json::Draft output_of(std::string_view code, std::string key, json::Draft value)
{
    return json::object({{"type", concept_of(input_system, code)}, {std::move(key), std::move(value)}});
}

json::Value last_output(json::Value task, std::string_view code)
{
    json::Value last;
    for (const auto output : task["output"].elements())
        if (code_in(output["type"], input_system) == code)
            last = output;
    return last;
}

json::Draft note_of(const std::string& text, const std::string& author, Instant now)
{
    return json::object({{"authorReference", reference_to(author)}, {"time", to_text(now)}, {"text", text}});
}

Result<std::string> one_of(std::string value, std::span<const std::string_view> allowed, std::string_view name)
{
    if (std::ranges::find(allowed, value) == allowed.end())
        return Error{Kind::invalid, "not one of the codes that are known", "Parameters.parameter." + std::string(name)};
    return value;
}

}  // namespace helselos::sharing
