// What an app may do, as conditions: they stand inside the question to the store, and nothing is taken away after
// it was found (http://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html).
#pragma once

#include "access/decide.h"
#include "fhir/search/grounds.h"

#include <span>
#include <string>

namespace helselos::access {

inline constexpr std::string_view not_in_scopes_of_app = "not-in-scopes-of-app";

// Narrows a decision to what the scopes of the caller allow; of a caller who is bound by none, nothing changes.
// A type asked for that no scope allows the deed on is forbidden, and hidden where it would be included. patient/
// scopes speak of the launch patient only. A restriction that cannot be understood gives nothing. Definitional types
// are open to everyone, and so to apps.
void narrow_to_scopes(Decision& decision, const Caller& caller, Deed deed, std::span<const std::string> asked,
    const fhir::search::Grounds& grounds);

// Whether some scope allows the deed on the type, or none binds the caller.
bool is_within_scopes(const Caller& caller, Deed deed, std::string_view type);

}  // namespace helselos::access
