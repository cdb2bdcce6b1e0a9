// Conditions written out as editors write them: "all: [fever, age-years < 3 months]".
#pragma once

#include "services/triage/content.h"

#include <span>
#include <string>

namespace helselos::triage {

std::string to_text(std::span<const Finding> findings, const Condition& condition);

// A number of a finding: "38.5"; an age in the unit it was written in: "3 months".
std::string number_text(const Finding& finding, std::int64_t number);

}  // namespace helselos::triage
