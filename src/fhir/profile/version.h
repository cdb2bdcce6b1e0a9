// Which of two versions is the newer (https://semver.org, section 11; FHIR asks for no form).
#pragma once

#include <string_view>

namespace helselos::fhir::profile {

// Numbers by their size, other parts by their letters; "2.5.8-beta" is older than "2.5.8".
bool is_older(std::string_view version, std::string_view than);

}  // namespace helselos::fhir::profile
