// Who may ask how the house is run. What is told is about the house itself, never about a patient.
#pragma once

#include "interaction/operation.h"
#include "json/draft.h"

namespace helselos::app::administrator {

// Errors: unauthenticated for nobody, forbidden for everyone who is no administrator, and for an administrator's app
// whose scopes open less than everything.
Result<void> allow_only_administrator(const interaction::OperationRequest& request);

// One part of a parameter: part("rows", "valueInteger", 3). Absent when the value is.
json::Draft part(const char* name, const char* key, json::Draft value);

// Absent instead of an empty text.
json::Draft text_or_none(const std::string& text);

interaction::OperationAnswer answer_with(json::Draft parameters);

}  // namespace helselos::app::administrator
