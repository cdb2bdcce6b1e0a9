// What is known of a person, as an International Patient Summary (http://hl7.org/fhir/uv/ips).
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// GET /fhir/Patient/<id>/$summary: a document Bundle of what the caller may see, at most limits::summary_entries_max in
// each section, the newest; that more was left out stands in the section. A required section with nothing to show says
// "unavailable", never that there is nothing: the house does not know all.
Result<interaction::OperationAnswer> patient_summary(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
