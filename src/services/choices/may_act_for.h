// For whom a resident may act.
#pragma once

#include "services/choices/desk.h"

#include <string>

namespace helselos::choices {

// GET /fhir/Patient/$may-act-for: each person, by which right, in what, until when. Never their number.
Result<interaction::OperationAnswer> may_act_for(const Desk& desk, const interaction::OperationRequest& request);

// "2027-01-31"
std::string day_text(access::Day day);

}  // namespace helselos::choices
