#include "services/sharing/follow_up.h"

#include "fhir/view/coded.h"
#include "fhir/view/severity.h"
#include "interaction/prepare.h"
#include "interaction/read.h"
#include "services/sharing/parcel.h"
#include "services/sharing/words.h"

#include <algorithm>
#include <array>

namespace helselos::sharing {

namespace {

using fhir::view::assessment_method_system;
using fhir::view::concept_of;
using fhir::view::reference_to;
using fhir::view::severity_level_system;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::array<std::string_view, 5> actions{
    "called-back", "appointment", "sent-ambulance", "advice-given", "other"};
constexpr std::array<std::string_view, 4> levels{"emergency", "urgent", "routine", "selfcare"};

// Changes the task; false when it is to stay as it is.
using Change = std::function<Result<bool>(json::Document& task, access::Writing& writing)>;

bool is_over(std::string_view status)
{
    return status == "completed" || status == "cancelled" || status == "entered-in-error";
}

void set_time(json::Document& task, std::string_view which, Instant now)
{
    const auto root = task.root();
    json::Draft period = root["executionPeriod"].exists() ? json::Draft(root["executionPeriod"])
                                                          : json::Draft::make(json::Type::object);
    // The first time something was done is when it began.
    if (which != "start" || !root["executionPeriod"]["start"].exists())
        period.set(std::string(which), to_text(now));
    const auto made = json::to_document(period);
    task.set(root, "executionPeriod", task.copy(made.root()));
    task.set(root, "lastModified", to_text(now));
}

void push_to(json::Document& task, std::string_view list, const json::Draft& draft)
{
    if (!task.root()[list].exists())
        task.set(task.root(), list, task.make_array());
    const auto made = json::to_document(draft);
    task.push(task.root()[list], task.copy(made.root()));
}

json::Draft note_of(const std::string& text, const std::string& author, Instant now)
{
    return json::object({{"authorReference", reference_to(author)}, {"time", to_text(now)}, {"text", text}});
}

// Finds the task within the caller's reach, then changes it in the writer.
Result<OperationAnswer> change_task(const Desk& desk, const OperationRequest& request, const Change& change)
{
    TRY(refuse_unless(request.session.caller(), access::CallerKind::personnel));
    const auto key = request.address.key();
    TRY(interaction::read(request.session, key));

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        const auto current = TRY(writing.read(key));
        if (!current || current->act == access::Act::remove)
            return Error{Kind::not_found, "no such resource"};
        auto task = TRY(open_version(*current));
        const bool is_changed = TRY(change(task, writing));
        body = is_changed ? TRY(put_changed(writing, request.hall, key, std::move(task))).body : current->body;
        return {};
    }));
    return OperationAnswer{200, body};
}

Result<std::string> one_of(std::string value, std::span<const std::string_view> allowed, std::string_view name)
{
    if (std::ranges::find(allowed, value) == allowed.end())
        return Error{Kind::invalid, "not one of the codes that are known", "Parameters.parameter." + std::string(name)};
    return value;
}

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

}  // namespace

Result<OperationAnswer> open(const Desk& desk, const OperationRequest& request)
{
    return change_task(desk, request, [](json::Document& task, access::Writing& writing) -> Result<bool> {
        if (task.root()["status"].text() != "requested")
            return false;
        task.set(task.root(), "status", "received");
        set_time(task, "start", writing.now());
        return true;
    });
}

Result<OperationAnswer> act(const Desk& desk, const OperationRequest& request)
{
    const auto action = TRY(one_of(TRY(text_parameter(request, "action")), actions, "action"));
    const auto note = TRY(text_parameter(request, "note"));
    const auto& performer = request.session.caller().subject;
    return change_task(desk, request, [&](json::Document& task, access::Writing& writing) -> Result<bool> {
        if (is_over(task.root()["status"].text()))
            return Error{Kind::conflict, "the task is over"};
        task.set(task.root(), "status", "in-progress");
        set_time(task, "start", writing.now());
        push_to(task, "output",
            json::object({{"type", concept_of(task_system, action)}, {"valueDateTime", to_text(writing.now())}}));
        if (!note.empty())
            push_to(task, "note", note_of(note, performer, writing.now()));
        return true;
    });
}

Result<OperationAnswer> record_outcome(const Desk& desk, const OperationRequest& request)
{
    if (request.body == nullptr)
        return Error{Kind::invalid, "Parameters are needed"};
    const auto outcome = TRY(read_outcome(request));
    const auto& performer = request.session.caller().subject;
    const auto id = interaction::new_id(request.hall);
    return change_task(desk, request, [&](json::Document& task, access::Writing& writing) -> Result<bool> {
        if (is_over(task.root()["status"].text()))
            return Error{Kind::conflict, "the task is over"};
        const auto draft = assessment_of(outcome, task.root(), performer, writing.now());
        TRY(writing.put(TRY(prepare_new(request.hall, json::to_document(draft), id))));
        task.set(task.root(), "status", "completed");
        set_time(task, "end", writing.now());
        push_to(task, "output",
            json::object({{"type", concept_of(task_system, "outcome")},
                {"valueReference", reference_to("RiskAssessment/" + id)}}));
        return true;
    });
}

}  // namespace helselos::sharing
