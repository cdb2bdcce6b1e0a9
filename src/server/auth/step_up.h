// Acts for which a sign-in that holds is not enough: it has to be at the highest level, or a fresh one. The answer says
// which, so that whoever asks can have the person sign in again (https://www.rfc-editor.org/rfc/rfc9470).
#pragma once

#include "server/auth/identify.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::auth {

inline constexpr const char* fresher_wanted = "the person signed in too long ago to do this";

// Of residents: letting others in, and reading who has looked; also as one of many in a Bundle. `path` is below the
// FHIR base. Error unauthenticated when the last sign-in is older than limits::fresh_sign_in_max, or it
// is not known when it was.
Result<void> refuse_stale(const Identified& who, const http::Request& request, std::string_view path, Instant now);

// What WWW-Authenticate tells of a refusal for one of the two reasons, after the scheme; empty for any other reason.
std::string step_up_challenge(std::string_view reason, const std::vector<std::string>& levels);

// What a 401 says about how to do better: of tokens where they are taken, and of signing in again.
void challenge(http::Response& response, const http::Request& request, std::string_view reason, const Doors& doors);

}  // namespace helselos::auth
