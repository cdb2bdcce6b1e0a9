// Errors and issues as an OperationOutcome (http://hl7.org/fhir/R4/operationoutcome.html).
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace helselos::interaction {

// The FHIR issue type of an error kind: "not-found", "conflict" ...
std::string_view issue_code(Kind kind);

// As JSON text. Without issues: one that says all went well.
// A code may be a FHIR issue type and one of our own, "business-rule/real-in-test": the latter is told in `details`, as
// a code of https://helselos.no/fhir/CodeSystem/identifier-refusal. A national identity number is never told: whatever
// text it came in, stars stand in its place.
std::string outcome_text(const Issues& issues);
std::string outcome_text(const Error& error);

// The HTTP status of an error kind: the one place that decides it.
int status_of(Kind kind);

}  // namespace helselos::interaction
