// http://hl7.org/fhir/uv/sdc/STU3/OperationDefinition-Questionnaire-populate.html
#pragma once

#include "interaction/operation.h"

namespace helselos::forms {

// In: the form (asked_form.h), `subject` (a Reference), `context` (name and content: a reference or a resource) and
// `local`: with false nothing is read but the form. Out: Parameters with `response`, in progress, and `issues`. All
// that is read is read as the caller, each query bounded by limits::form_query_results_max. Errors: invalid, not_found
// (the form), those of populate.
Result<interaction::OperationAnswer> populate_form(const interaction::OperationRequest& request);

}  // namespace helselos::forms
