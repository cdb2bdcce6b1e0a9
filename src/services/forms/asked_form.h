// Which form an operation is asked about, and how it is answered.
#pragma once

#include "base/issue.h"
#include "fhir/questionnaire/forms.h"
#include "interaction/operation.h"
#include "json/draft.h"

#include <string_view>

namespace helselos::forms {

// A copy of a resource that was sent, or one that is kept; as the caller may read it. Errors: those of read.
fhir::questionnaire::FormDocument sent(json::Value resource);
Result<fhir::questionnaire::FormDocument> kept(const interaction::OperationRequest& request, const access::Key& key);

// As the caller may know of it; error not_found, at `element`.
Result<fhir::questionnaire::FormDocument> form_behind(
    const interaction::OperationRequest& request, std::string_view canonical, std::string_view element);

// The body when it is of that type, else the part of that name; absent when neither is there.
json::Value resource_in(const interaction::OperationRequest& request, std::string_view type, std::string_view part);

// That of the address, else the parts questionnaire (a resource), canonical or questionnaireRef, else the body itself.
// Errors: invalid (none is named), not_found.
Result<fhir::questionnaire::FormDocument> asked_form(const interaction::OperationRequest& request);

// Parameters with a resource and, where there are issues, an OperationOutcome named issues.
interaction::OperationAnswer answer_with(std::string_view name, json::Draft resource, const Issues& issues);

}  // namespace helselos::forms
