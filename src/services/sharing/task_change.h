// Changing a shared task in the writer: who may, from which state, and only once.
#pragma once

#include "services/sharing/desk.h"
#include "services/sharing/sharing_state.h"
#include "json/put_draft.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace helselos::sharing {

// A task on its way to its next version. Nobody comes between.
struct Change {
    json::Document& task;
    access::Writing& writing;
    const interaction::OperationRequest& request;

    Instant now() const { return writing.now(); }
    const std::string& performer() const { return request.session.caller().subject; }
};

struct TaskAct {
    Act act = Act::open;
    // What the act does besides moving the task to its next state; empty: nothing.
    std::function<Result<void>(Change&)> change = {};
    // Whether the task says that this very act was done already: then it is answered as it stands.
    std::function<bool(json::Value task)> is_repeat = {};
};

// Finds the task of the address within the caller's reach and carries the act out. Answers with the task.
// Errors: not_found; forbidden for who is not of the recipient; conflict when the state does not allow it;
// precondition when the caller names the `version` they have seen, and it is not the current one.
Result<interaction::OperationAnswer> change_task(
    const Desk& desk, const interaction::OperationRequest& request, const TaskAct& act);

// Sets businessStatus, status, executionPeriod and lastModified.
void set_state(json::Document& task, State state, Instant now);

// An output of the task: a code of CodeSystem/task-input, and "valueString" or the like.
json::Draft output_of(std::string_view code, std::string key, json::Draft value);
// The last output of that code; absent when there is none.
json::Value last_output(json::Value task, std::string_view code);

json::Draft note_of(const std::string& text, const std::string& author, Instant now);

// Error invalid, with the path of the parameter, unless it is one of those.
Result<std::string> one_of(std::string value, std::span<const std::string_view> allowed, std::string_view name);

}  // namespace helselos::sharing
