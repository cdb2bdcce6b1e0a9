// A resident asks about an entry of their log; the controller answers.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// POST /fhir/AuditEvent/<id>/$ask, by whoever may read the entry. The question is kept from all personnel, for it may
// be about one of them. The same asked twice is asked once.
Result<interaction::OperationAnswer> ask_about_log(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Task/<id>/$answer-log-question, by a controller. Error conflict when it was answered otherwise.
Result<interaction::OperationAnswer> answer_log_question(
    const Desk& desk, const interaction::OperationRequest& request);

// GET /fhir/Task/$log-questions, by a controller: those that are open, oldest first.
Result<interaction::OperationAnswer> log_questions(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
