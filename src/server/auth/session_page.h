// The caller's own session, as the web asks for it: GET /session and POST /session/end.
#pragma once

#include "server/auth/identify.h"

namespace helselos::auth {

http::Response show_session(const Identified& who);
http::Response end_session(const Identified& who, Sessions& sessions);

}  // namespace helselos::auth
