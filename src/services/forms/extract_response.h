// http://hl7.org/fhir/uv/sdc/STU3/OperationDefinition-QuestionnaireResponse-extract.html
#pragma once

#include "interaction/operation.h"

namespace helselos::forms {

// In: the response of the address, the part questionnaire-response, or the body itself. Out: Parameters with `return`,
// a transaction for the caller to post, and `issues`; nothing is stored. Errors: invalid (no response), not_found (the
// response or its form), unprocessable with all issues (the answers break the form, or are not whole), those of
// extract.
Result<interaction::OperationAnswer> extract_response(const interaction::OperationRequest& request);

}  // namespace helselos::forms
