#include "server/auth/launch/launch.h"

#include "base/limits/launch.h"
#include "server/auth/launch/launch_parts.h"
#include "json/draft.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::auth {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view own = "https://helselos.no/fhir/OperationDefinition/";

void note(const access::Session& session, std::string_view operation, std::string_view rule, const std::string& patient)
{
    session.note_refusal({"E", std::string(operation), "Patient", std::string(rule), patient, false});
}

// In person, from our pages: an app opens no other app.
Result<void> refuse_unless_in_person(const access::Caller& caller)
{
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    const bool is_person = caller.kind == access::CallerKind::personnel || caller.kind == access::CallerKind::resident;
    if (!is_person || !caller.client.empty() || !caller.scopes.empty())
        return Error{Kind::forbidden, "apps are opened by personnel and residents, from our own pages"};
    return {};
}

Result<OperationAnswer> list_apps(const LaunchDesk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_in_person(caller));
    auto parts = json::array();
    for (const auto& app : desk.apps) {
        if (!app.is_for(caller))
            continue;
        auto told = json::array({named("client", "valueString", app.client), named("name", "valueString", app.name)});
        if (!app.description.empty())
            told.push(named("description", "valueString", app.description));
        parts.push(json::object({{"name", "app"}, {"part", std::move(told)}}));
    }
    return parameters_of(std::move(parts));
}

// Of the patient, as far as the caller may see it. `holder`: the element that names whose it is.
Result<void> refuse_of_another(
    access::Session& session, const std::string& reference, const char* holder, const Launch& launch)
{
    const Error unknown{Kind::not_found, "no such record"};
    if (reference.empty())
        return {};
    const auto version = TRY(session.read(TRY(key_in(reference))));
    if (!version || version->act == access::Act::remove)
        return unknown;
    const auto document = TRY(json::read(version->body));
    return document.root()[holder]["reference"].text() == launch.patient ? Result<void>() : Result<void>(unknown);
}

// Reads as the one who asks, by the app: so the rules of the record decide, and its log tells of the app.
Result<void> refuse_unseen(const LaunchDesk& desk, const access::Caller& caller, const Launch& launch)
{
    auto by_app = caller;
    by_app.client = launch.client;
    auto session = desk.records.open(by_app);
    const auto patient = TRY(session.read(TRY(key_in(launch.patient))));
    if (!patient || patient->act == access::Act::remove)
        return Error{Kind::not_found, "no such patient"};
    TRY(refuse_of_another(session, launch.encounter, "subject", launch));
    return refuse_of_another(session, launch.task, "for", launch);
}

Result<Launch> wanted(const OperationRequest& request)
{
    Launch launch;
    launch.client = TRY(text_in(request, "app", limits::launch_text_bytes_max));
    launch.patient = TRY(reference_in(request, "patient", "Patient"));
    if (launch.client.empty() || launch.patient.empty())
        return Error{Kind::invalid, "app and patient are to be named"};
    launch.encounter = TRY(reference_in(request, "encounter", "Encounter"));
    launch.task = TRY(reference_in(request, "task", "Task"));
    launch.intent = TRY(text_in(request, "intent", limits::launch_intent_bytes_max));
    launch.opened_by = request.session.caller().subject;
    launch.organization = request.session.caller().organization;
    return launch;
}

std::string address_of(const LaunchableApp& app, const std::string& base, const std::string& handle)
{
    const char* sign = app.address.find('?') == std::string::npos ? "?" : "&";
    return app.address + sign + "iss=" + percent_encode(base) + "&launch=" + handle;
}

Result<OperationAnswer> launch(const LaunchDesk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_in_person(caller));
    auto launch = TRY(wanted(request));
    const auto app = std::ranges::find(desk.apps, launch.client, &LaunchableApp::client);
    if (app == desk.apps.end() || !app->is_for(caller)) {
        note(request.session, "$launch", "app-not-offered", launch.patient);
        return Error{Kind::not_found, "no such app"};
    }
    TRY(refuse_unseen(desk, caller, launch));
    launch.needs_patient_banner = app->needs_patient_banner;
    const auto handle = TRY(desk.waiting.put(std::move(launch)));
    const bool is_personnel = caller.kind == access::CallerKind::personnel;
    return parameters_of(json::array(
        {named("address", "valueUrl", address_of(*app, is_personnel ? desk.personnel_base : desk.base, handle))}));
}

Result<void> refuse_unless_issuer(const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    const bool has_scope = caller.kind == access::CallerKind::machine
        && std::ranges::any_of(
            caller.scopes, [](const auto& scope) { return scope.type == launch_context_type && scope.read; });
    if (has_scope)
        return {};
    note(request.session, "$launch-context", "not-the-issuer", "");
    return Error{Kind::forbidden, "only the issuer of tokens asks what a launch stands for"};
}

// Whoever signed in at the issuer is the one who opened the app here.
Result<bool> is_opened_by(const LaunchDesk& desk, const Launch& launch, const Identifier& person)
{
    const auto found = person.system == hpr_system ? desk.people.practitioner_of(person.value)
                                                   : desk.people.patient_of(person.value);
    if (!found && found.error().kind == Kind::forbidden)
        return false;
    return TRY(found) == launch.opened_by;
}

json::Draft context_of(const LaunchDesk& desk, const Launch& launch)
{
    auto parts = json::array({named("patient", "valueId", id_in(launch.patient))});
    if (!launch.encounter.empty())
        parts.push(named("encounter", "valueId", id_in(launch.encounter)));
    parts.push(named("fhirUser", "valueUrl", desk.base + "/" + launch.opened_by));
    parts.push(named("need_patient_banner", "valueBoolean", launch.needs_patient_banner));
    if (!launch.intent.empty())
        parts.push(named("intent", "valueString", launch.intent));
    if (!launch.task.empty())
        parts.push(named("fhirContext", "valueReference", json::object({{"reference", launch.task}})));
    return parts;
}

Result<OperationAnswer> launch_context(const LaunchDesk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_issuer(request));
    const auto handle = TRY(text_in(request, "launch", limits::launch_text_bytes_max));
    const auto client = TRY(text_in(request, "client", limits::launch_text_bytes_max));
    const auto person = TRY(identifier_in(request, "person"));
    if (handle.empty() || client.empty() || person.value.empty())
        return Error{Kind::invalid, "launch, client and person are to be named"};
    const Error unknown{Kind::not_found, "no such launch"};
    const auto launch = desk.waiting.take(handle);
    if (!launch)
        return unknown;
    const bool is_theirs = TRY(is_opened_by(desk, *launch, person));
    if (!is_theirs || client != launch->client) {
        note(request.session, "$launch-context", is_theirs ? "launch-of-another-app" : "launch-of-another-person",
            launch->patient);
        return unknown;
    }
    return parameters_of(context_of(desk, *launch));
}

}  // namespace

void add_launch_operations(const LaunchDesk& desk, interaction::Operations& operations)
{
    const auto add = [&](const char* name, bool changes, auto act) {
        operations.add({std::string("$") + name, Level::system, "", changes, std::string(own) + name,
            [&desk, act](const OperationRequest& request) { return act(desk, request); }});
    };
    add("apps", false, list_apps);
    add("launch", true, launch);
    add("launch-context", true, launch_context);
}

}  // namespace helselos::auth
