#include "services/sharing/answer.h"

#include "fhir/view/coded.h"
#include "interaction/prepare.h"
#include "services/sharing/task_change.h"
#include "services/sharing/words.h"

namespace helselos::sharing {

namespace {

using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

// http://hl7.org/fhir/R4/communication.html
json::Draft communication_of(Change& change, const std::string& message)
{
    const auto task = change.task.root();
    return json::object({
        {"resourceType", "Communication"},
        {"basedOn", json::Draft(task["basedOn"])},
        {"partOf", json::array({reference_to("Task/" + change.request.address.id)})},
        {"status", "completed"},
        {"subject", json::Draft(task["for"])},
        {"about", json::array({json::Draft(task["focus"])})},
        {"sent", to_text(change.now())},
        {"recipient", json::array({json::Draft(task["for"])})},
        {"sender", reference_to(change.performer())},
        {"payload", json::array({json::object({{"contentString", message}})})},
    });
}

bool was_said(json::Value task, const std::string& message)
{
    return state_of(task) == State::answered && last_output(task, answer_output)["valueString"].text() == message;
}

}  // namespace

Result<OperationAnswer> answer(const Desk& desk, const OperationRequest& request)
{
    const auto message = TRY(text_parameter(request, "message"));
    if (trim(message).empty())
        return Error{Kind::invalid, "a message is needed", "Parameters.parameter.message"};
    const auto id = interaction::new_id(request.hall);
    const auto change = [&](Change& task) -> Result<void> {
        if (!task.task.root()["for"].exists())
            return Error{Kind::unprocessable, "it was shared without a name: nobody can read an answer"};
        const auto said = communication_of(task, message);
        TRY(task.writing.put(
            TRY(prepare_new({interaction::search_in(task.writing), request.hall}, json::to_document(said), id))));
        json::push_draft(task.task, "output", output_of(answer_output, "valueString", message));
        json::push_draft(task.task, "output",
            output_of(communication_output, "valueReference", reference_to("Communication/" + id)));
        return {};
    };
    return change_task(desk, request, {Act::answer, change, [&](json::Value task) { return was_said(task, message); }});
}

}  // namespace helselos::sharing
