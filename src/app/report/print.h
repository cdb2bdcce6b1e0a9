// Findings for people, for a spreadsheet (RFC 4180) and for programs. References only.
#pragma once

#include "app/report/unusual_access.h"

namespace helselos::app::report {

std::string to_lines(const std::vector<Finding>& findings);
std::string to_csv(const std::vector<Finding>& findings);
std::string to_json(const std::vector<Finding>& findings);

}  // namespace helselos::app::report
