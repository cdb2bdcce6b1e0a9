// The caller's own session, as the web asks for it: GET /session and POST /session/end.
#pragma once

#include "server/auth/identify.h"

namespace helselos::auth {

// `ways`: as whom one can sign in at an issuer, for whoever is not signed in, or has to sign in again.
http::Response show_session(const Identified& who, const std::vector<std::string_view>& ways);
http::Response end_session(const Identified& who, Sessions& sessions);

}  // namespace helselos::auth
