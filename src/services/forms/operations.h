// The operations of Structured Data Capture on any form (http://hl7.org/fhir/uv/sdc/STU3/).
#pragma once

#include "interaction/operation.h"

namespace helselos::forms {

// $populate and $assemble of Questionnaire, $extract of QuestionnaireResponse, each at the type and at an instance.
void add_forms_operations(interaction::Operations& operations);

}  // namespace helselos::forms
