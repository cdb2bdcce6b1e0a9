#include "services/choices/emergency_access.h"

#include "access/codes.h"
#include "access/relations.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/norway/number_in_text.h"
#include "fhir/view/coded.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"
#include "services/choices/words.h"

#include <fmt/format.h>

#include <array>

namespace helselos::choices {

namespace {

using fhir::view::concept_of;
using interaction::OperationAnswer;
using interaction::OperationRequest;

struct Reason {
    std::string_view code;
    std::string_view words;  // For the patient's log.
};

constexpr Reason reasons[] = {
    {"life-threatening", "Livstruende tilstand"},
    {"unconscious", "Pasienten er bevisstløs"},
    {"cannot-consent", "Pasienten kan ikke samtykke"},
    {"other", "Annen nødsituasjon"},
};
constexpr std::array<std::string_view, 4> reason_codes{
    reasons[0].code, reasons[1].code, reasons[2].code, reasons[3].code};

struct Emergency {
    std::string patient;
    Named practitioner;
    Named organization;
    std::string reason;
    std::string note;
};

Error nobody()
{
    return Error{Kind::not_found, "no such person"};
}

// Leaves a row in the log, also where the answer tells of nobody.
void note(const access::Session& session, std::string_view rule, const std::string& patient = {})
{
    session.note_refusal({"E", "$emergency-access", "Patient", std::string(rule), patient, false});
}

Result<void> refuse_unless_clinician(const access::Session& session)
{
    const auto& caller = session.caller();
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    if (access::standing_of(caller) == access::Standing::clinician && !caller.organization.empty())
        return {};
    note(session, "not-health-personnel");
    return Error{Kind::forbidden, "emergency access is for health personnel at work"};
}

// The reference of a patient that is here; empty when there is none.
Result<std::string> patient_in(const Desk& desk, const OperationRequest& request)
{
    const auto number = TRY(text_in(request, "number", limits::name_letters_max));
    auto reference = TRY(reference_in(request, "patient", "Patient"));
    if (number.empty() == reference.empty())
        return Error{Kind::invalid, "one is to be named: number or patient"};
    auto session = desk.for_caller(request.session.caller());
    if (!number.empty()) {
        const auto patient = TRY(patient_with_number(session, request.hall, number));
        return patient ? "Patient/" + std::string(patient->root()["id"].text()) : std::string();
    }
    const auto version = TRY(session.read(TRY(key_of(reference))));
    return version && version->act != access::Act::remove ? reference : std::string();
}

std::string words_of(const Emergency& emergency)
{
    for (const auto& reason : reasons)
        if (reason.code == emergency.reason)
            return cut_to(fmt::format("{}. {}", reason.words, emergency.note), limits::log_text_bytes_max);
    return emergency.note;
}

json::Document task_of(const Emergency& emergency, Instant now)
{
    // A period ends with the whole of its last millisecond (http://hl7.org/fhir/R4/datatypes.html#Period).
    const auto last = now + limits::emergency_access_life_max - std::chrono::milliseconds(1);
    return json::to_document(json::object({
        {"resourceType", "Task"},
        {"status", "in-progress"},
        {"businessStatus", concept_of(emergency_review_system, "awaiting-review")},
        {"intent", "order"},
        {"priority", "stat"},
        {"code", concept_of(access::codes::task, access::codes::emergency_access)},
        {"for", reference_to(Named{emergency.patient})},
        {"authoredOn", to_text(now)},
        {"lastModified", to_text(now)},
        {"requester", reference_to(emergency.practitioner)},
        {"owner", reference_to(emergency.practitioner)},
        {"reasonCode", concept_of(emergency_reason_system, emergency.reason)},
        {"note",
            json::array({json::object({{"authorReference", fhir::view::reference_to(emergency.practitioner.reference)},
                {"time", to_text(now)}, {"text", emergency.note}})})},
        {"restriction",
            json::object({
                {"period", json::object({{"start", to_text(now)}, {"end", to_text(last)}})},
                {"recipient", json::array({reference_to(emergency.organization)})},
            })},
    }));
}

Result<std::string> take_in(access::Writing& writing, const interaction::Hall& hall, const Emergency& emergency)
{
    const auto criteria = fmt::format("patient={}&owner={}&status=in-progress&code={}",
        percent_encode(emergency.patient), percent_encode(emergency.practitioner.reference),
        percent_encode(fmt::format("{}|{}", access::codes::task, access::codes::emergency_access)));
    for (const auto& found : TRY(find_in(writing, hall, "Task", criteria))) {
        const auto access = access::emergency_of(found.root(), emergency.organization.reference);
        if (access && access->period.holds(writing.now()))
            return TRY(writing.read({"Task", std::string(found.root()["id"].text())}))->body;
    }
    const auto reason = words_of(emergency);
    return TRY(put_new(writing, hall, task_of(emergency, writing.now()), {"$emergency-access", reason})).body;
}

Result<Emergency> emergency_in(const Desk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    Emergency emergency;
    emergency.reason = TRY(code_in(request, "reason", reason_codes));
    if (emergency.reason.empty())
        return Error{Kind::invalid, "a reason is needed", at_part("reason")};
    emergency.note = TRY(needed_text(request, "note", limits::emergency_note_letters_max));
    // The patient reads the note, and so may those who act for them.
    if (fhir::norway::holds_number(emergency.note))
        return Error{Kind::unprocessable, "no national identity number belongs into the note", at_part("note")};
    auto house = desk.house();
    const auto practitioner = TRY(current(house, caller.subject));
    const auto organization = TRY(current(house, caller.organization));
    emergency.practitioner = {caller.subject, name_of(practitioner.root())};
    emergency.organization = {caller.organization, name_of(organization.root())};
    return emergency;
}

}  // namespace

Result<OperationAnswer> emergency_access(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_clinician(request.session));
    auto emergency = TRY(emergency_in(desk, request));
    if (auto tried = count_try(desk.emergency_tries, request); !tried) {
        note(request.session, "too-many-tries");
        return std::move(tried).error();
    }
    emergency.patient = TRY(patient_in(desk, request));
    // Asked of everybody, so that neither the answer nor its time tells who is here.
    const bool is_kept_out = TRY(request.session.is_kept_out_by(emergency.patient));
    if (emergency.patient.empty() || is_kept_out) {
        note(request.session, is_kept_out ? "kept-out" : "nobody-of-that-number", emergency.patient);
        return nobody();
    }

    std::string body;
    auto caller = request.session.caller();
    caller.purpose = "BTG";
    auto session = desk.for_caller(caller);
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(take_in(writing, request.hall, emergency));
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::choices
