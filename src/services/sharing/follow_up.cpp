#include "services/sharing/follow_up.h"

#include "base/limits.h"
#include "fhir/view/coded.h"
#include "fhir/view/severity.h"
#include "interaction/prepare.h"
#include "services/sharing/task_change.h"
#include "services/sharing/words.h"

#include <algorithm>
#include <array>

namespace helselos::sharing {

namespace {

using fhir::view::assessment_method_system;
using fhir::view::code_in;
using fhir::view::concept_of;
using fhir::view::reference_to;
using fhir::view::severity_level_system;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::array<std::string_view, 5> actions{
    "called-back", "appointment", "sent-ambulance", "advice-given", "other"};
constexpr std::array<std::string_view, 4> levels{"emergency", "urgent", "routine", "selfcare"};

constexpr std::array<std::string_view, 4> close_reasons{"done", "not-reached", "no-need", "duplicate"};

struct Outcome {
    std::string level;
    json::Draft diagnosis;  // An ICPC-2 coding.
    std::string note;
};

Result<Outcome> read_outcome(const OperationRequest& request)
{
    Outcome outcome;
    outcome.level = TRY(one_of(TRY(text_parameter(request, "level")), levels, "level"));
    outcome.note = TRY(text_parameter(request, "note"));
    const auto coding = interaction::parameter(request.body->root(), "icpc2")["valueCoding"];
    if (coding.exists() && coding["system"].text() != icpc2_system)
        return Error{Kind::invalid, "the diagnosis is an ICPC-2 code", "Parameters.parameter.icpc2"};
    if (coding.exists())
        outcome.diagnosis = json::object({{"coding", json::array({json::Draft(coding)})}});
    return outcome;
}

json::Draft assessment_of(const Outcome& outcome, json::Value task, const std::string& performer, Instant now)
{
    const auto patient = task["for"];
    return json::object({
        {"resourceType", "RiskAssessment"},
        {"basedOn", json::Draft(task["focus"])},
        {"status", "final"},
        {"method", concept_of(assessment_method_system, "clinical-judgement")},
        {"code", outcome.diagnosis},
        {"subject", patient.exists() ? json::Draft(patient) : json::object({{"display", "Anonym innbygger"}})},
        {"occurrenceDateTime", to_text(now)},
        {"performer", reference_to(performer)},
        {"prediction",
            json::array({json::object({{"qualitativeRisk", concept_of(severity_level_system, outcome.level)}})})},
        {"note", outcome.note.empty() ? json::Draft() : json::array({note_of(outcome.note, performer, now)})},
    });
}

// A finger that pressed twice: the last thing done, by the same person, just now.
bool is_pressed_twice(
    json::Value task, std::string_view action, const std::string& note, const OperationRequest& request)
{
    const auto outputs = task["output"];
    const auto last = outputs.at(outputs.size() == 0 ? 0 : outputs.size() - 1);
    const auto at = instant_from_text(last["valueDateTime"].text());
    if (code_in(last["type"], task_system) != action || !at
        || *at + limits::share_repeat_time < request.hall.clock.now())
        return false;
    const auto notes = task["note"];
    const auto last_note = notes.at(notes.size() == 0 ? 0 : notes.size() - 1);
    return note.empty()
        || (last_note["text"].text() == note
            && last_note["authorReference"]["reference"].text() == request.session.caller().subject);
}

void add_note(Change& change, const std::string& note)
{
    if (!note.empty())
        json::push_draft(change.task, "note", note_of(note, change.performer(), change.now()));
}

}  // namespace

Result<OperationAnswer> open(const Desk& desk, const OperationRequest& request)
{
    return change_task(desk, request, {Act::open});
}

Result<OperationAnswer> act(const Desk& desk, const OperationRequest& request)
{
    const auto action = TRY(one_of(TRY(text_parameter(request, "action")), actions, "action"));
    const auto note = TRY(text_parameter(request, "note"));
    const auto change = [&](Change& task) -> Result<void> {
        json::push_draft(task.task, "output",
            json::object({{"type", concept_of(task_system, action)}, {"valueDateTime", to_text(task.now())}}));
        add_note(task, note);
        return {};
    };
    return change_task(desk, request,
        {Act::act, change, [&](json::Value task) { return is_pressed_twice(task, action, note, request); }});
}

Result<OperationAnswer> record_outcome(const Desk& desk, const OperationRequest& request)
{
    if (request.body == nullptr)
        return Error{Kind::invalid, "Parameters are needed"};
    const auto outcome = TRY(read_outcome(request));
    const auto id = interaction::new_id(request.hall);
    const auto change = [&](Change& task) -> Result<void> {
        const auto draft = assessment_of(outcome, task.task.root(), task.performer(), task.now());
        TRY(task.writing.put(
            TRY(prepare_new({interaction::search_in(task.writing), request.hall}, json::to_document(draft), id))));
        json::push_draft(task.task, "output",
            json::object({{"type", concept_of(task_system, "outcome")},
                {"valueReference", reference_to("RiskAssessment/" + id)}}));
        return {};
    };
    return change_task(desk, request, {Act::record_outcome, change});
}

Result<OperationAnswer> close(const Desk& desk, const OperationRequest& request)
{
    const auto reason = TRY(one_of(TRY(text_parameter(request, "reason")), close_reasons, "reason"));
    const auto note = TRY(text_parameter(request, "note"));
    const auto change = [&](Change& task) -> Result<void> {
        json::push_draft(task.task, "output", output_of(close_reason_output, "valueCode", reason));
        add_note(task, note);
        return {};
    };
    return change_task(desk, request, {Act::close, change, [&](json::Value task) {
                                           return state_of(task) == State::closed
                                               && last_output(task, close_reason_output)["valueCode"].text() == reason;
                                       }});
}

}  // namespace helselos::sharing
