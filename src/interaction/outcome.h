// Errors and issues as an OperationOutcome (http://hl7.org/fhir/R4/operationoutcome.html).
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace helselos::interaction {

// The FHIR issue type of an error kind: "not-found", "conflict" ...
std::string_view issue_code(Kind kind);

// As JSON text. Without issues: one that says all went well.
std::string outcome_text(const Issues& issues);
std::string outcome_text(const Error& error);

// The HTTP status of an error kind: the one place that decides it.
int status_of(Kind kind);

}  // namespace helselos::interaction
