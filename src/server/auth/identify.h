// From a request to who is calling: by bearer token or by session cookie.
#pragma once

#include "server/auth/sessions.h"
#include "server/http/message.h"

#include <optional>
#include <string_view>

namespace helselos::auth {

enum class Mode : std::uint8_t {
    sessions,  // As the house is meant to run.
    off,       // Everyone is the operator; only on loopback.
};

constexpr std::string_view cookie_name = "helselos_session";

struct Identified {
    access::Caller caller;
    std::optional<SignedIn> session;  // None for nobody, and when authentication is off.
    std::string token;                // Of the session.
};

// Nobody, when no token is there. Errors: unauthenticated for a token that is unknown or over, and
// for two tokens; forbidden for a change by cookie without the header that a foreign page
// cannot send (X-Requested-With: helselos).
Result<Identified> identify(const http::Request& request, const Sessions& sessions, Mode mode);

}  // namespace helselos::auth
