// Where an app gets a token for here (https://hl7.org/fhir/smart-app-launch/conformance.html).
#pragma once

#include "server/auth/issuer/issuer.h"

#include <string>

namespace helselos::auth {

// The JSON text of /.well-known/smart-configuration. Error busy while the issuer does not answer.
Result<std::string> smart_configuration(Issuer& issuer);

}  // namespace helselos::auth
