// Where an app gets a token for here (https://hl7.org/fhir/smart-app-launch/conformance.html).
#pragma once

#include "server/auth/issuer/issuer.h"

#include <string>

namespace helselos::auth {

// Whether apps are opened from our pages.
enum class Launches : bool { no, yes };

// The JSON text of /.well-known/smart-configuration. Error busy while the issuer does not answer.
Result<std::string> smart_configuration(Issuer& issuer, Launches launches);

}  // namespace helselos::auth
