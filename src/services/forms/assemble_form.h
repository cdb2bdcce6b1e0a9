// http://hl7.org/fhir/uv/sdc/STU3/OperationDefinition-Questionnaire-assemble.html
#pragma once

#include "interaction/operation.h"

namespace helselos::forms {

// In: the form (asked_form.h). Out: the whole Questionnaire; it is not stored. Errors: those of asked_form and of
// assemble, with all issues.
Result<interaction::OperationAnswer> assemble_form(const interaction::OperationRequest& request);

}  // namespace helselos::forms
