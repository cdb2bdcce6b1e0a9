#include "services/choices/ask_about_log.h"

#include "access/codes.h"
#include "access/grants.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/view/coded.h"
#include "services/choices/controller_page.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"
#include "services/choices/words.h"

#include <fmt/format.h>

namespace helselos::choices {

namespace {

using access::codes::task;
using fhir::view::code_in;
using fhir::view::concept_of;
using interaction::OperationAnswer;
using interaction::OperationRequest;

struct Question {
    std::string entry;
    std::string patient;
    std::string asker;
    std::string text;
    bool suspects_snooping = false;
};

json::Draft input(std::string_view code, std::string element, json::Draft value)
{
    return json::object({{"type", concept_of(task, code)}, {std::move(element), std::move(value)}});
}

json::Draft entry_of(const Question& question)
{
    return json::object({{"system", log_entry_system}, {"value", question.entry}});
}

json::Document task_of(const Question& question, Instant now)
{
    return json::to_document(json::object({
        {"resourceType", "Task"},
        {"identifier", json::array({entry_of(question)})},
        {"status", "requested"},
        {"intent", "order"},
        {"priority", question.suspects_snooping ? "urgent" : "routine"},
        {"code", concept_of(task, access::codes::log_question)},
        {"focus", json::object({{"type", "AuditEvent"}, {"identifier", entry_of(question)}})},
        {"for", reference_to(Named{question.patient})},
        {"authoredOn", to_text(now)},
        {"lastModified", to_text(now)},
        {"requester", reference_to(Named{question.asker})},
        {"input",
            json::array({input("question", "valueString", question.text),
                input("suspected-snooping", "valueBoolean", question.suspects_snooping)})},
    }));
}

json::Value part_of(json::Value parts, std::string_view code)
{
    for (const auto part : parts.elements())
        if (code_in(part["type"], task) == code)
            return part;
    return {};
}

Result<std::string> ask_in(access::Writing& writing, const interaction::Hall& hall, const Question& question)
{
    const auto criteria = fmt::format("identifier={}&patient={}&status=requested",
        percent_encode(fmt::format("{}|{}", log_entry_system, question.entry)), percent_encode(question.patient));
    for (const auto& found : TRY(find_in(writing, hall, "Task", criteria))) {
        const auto root = found.root();
        const bool is_same = root["requester"]["reference"].text() == question.asker
            && part_of(root["input"], "question")["valueString"].text() == question.text
            && part_of(root["input"], "suspected-snooping")["valueBoolean"].truth() == question.suspects_snooping;
        if (is_same)
            return TRY(writing.read({"Task", std::string(root["id"].text())}))->body;
    }
    return TRY(put_new(writing, hall, task_of(question, writing.now()), {"$ask", {}})).body;
}

Result<std::string> answer_in(access::Writing& writing, const OperationRequest& request, const std::string& answer)
{
    const auto key = request.address.key();
    auto question = TRY(current(writing, key));
    if (!access::is_log_question(question.root()))
        return Error{Kind::not_found, "no such resource"};
    if (question.root()["status"].text() == "completed") {
        if (part_of(question.root()["output"], "answer")["valueString"].text() != answer)
            return Error{Kind::conflict, "it was answered"};
        return TRY(writing.read(key))->body;
    }
    question.set(question.root(), "status", "completed");
    question.set(question.root(), "lastModified", to_text(writing.now()));
    push_draft(question, "output", input("answer", "valueString", answer));
    return TRY(put_changed(writing, request.hall, key, std::move(question), {"$answer-log-question", {}})).body;
}

}  // namespace

Result<OperationAnswer> ask_about_log(const Desk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_resident(caller));
    Question question;
    question.text = TRY(needed_text(request, "question", limits::log_question_letters_max));
    question.suspects_snooping = TRY(truth_in(request, "suspected-snooping")).value_or(false);
    TRY(count_try(desk.changes, request));
    const auto logged = TRY(request.session.logged(request.address.id));
    if (!logged || logged->row.patient.empty())
        return Error{Kind::not_found, "no such resource"};
    question.entry = logged->id;
    question.patient = logged->row.patient;
    question.asker = caller.subject;

    std::string body;
    auto session = desk.for_caller(caller);
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(ask_in(writing, request.hall, question));
        return {};
    }));
    return OperationAnswer{200, body};
}

Result<OperationAnswer> answer_log_question(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_controller(request.session.caller()));
    const auto answer = TRY(needed_text(request, "answer", limits::log_question_letters_max));
    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(answer_in(writing, request, answer));
        return {};
    }));
    return OperationAnswer{200, body};
}

Result<OperationAnswer> log_questions(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_controller(request.session.caller()));
    const auto code = percent_encode(fmt::format("{}|{}", task, access::codes::log_question));
    return controller_page(
        desk, request, "$log-questions", fmt::format("code={}&status=requested&_sort=authored-on", code));
}

}  // namespace helselos::choices
