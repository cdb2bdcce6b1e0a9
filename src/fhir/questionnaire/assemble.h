// One form of several (http://hl7.org/fhir/uv/sdc/STU3/modular.html): items with subQuestionnaire become the items of
// the form they name.
//
// Pure: other forms are asked of `find`.
#pragma once

#include "base/issue.h"
#include "base/result.h"
#include "fhir/questionnaire/forms.h"
#include "json/draft.h"
#include "json/value.h"

#include <functional>
#include <string_view>

namespace helselos::fhir::questionnaire {

using FindForm = std::function<Result<FormDocument>(std::string_view canonical)>;

// The whole form, with assembledFrom for each part, and "-assembled" after its version. A variable linkIdPrefix at the
// item that names a part stands before the linkIds of that part; an assembleContext it does not give is an error.
// Errors: unprocessable with all issues (a part that is not known, parts that hold each other, two items with one
// linkId, contained resources with one id), too_large (limits::form_parts_max, form_items_max, form_depth_max).
Result<json::Draft> assemble(json::Value questionnaire, const FindForm& find);

}  // namespace helselos::fhir::questionnaire
