// From a request to who is calling: by access token, by session cookie, or nobody.
#pragma once

#include "server/auth/sessions.h"
#include "server/auth/token_door.h"
#include "server/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::auth {

enum class Mode : std::uint8_t {
    sessions,  // As the house is meant to run.
    demo,      // Sessions are also known by a cookie without TLS, and as bearer tokens.
    off,       // Everyone is the operator; only on loopback.
};

// Only the host that set it gets it back, over TLS, and never a script
// (https://www.rfc-editor.org/rfc/rfc6265bis, section 4.1.3.2).
constexpr std::string_view cookie_name = "__Host-helselos";
constexpr std::string_view demo_cookie_name = "helselos_session";

struct Doors {
    Sessions& sessions;
    Mode mode = Mode::sessions;
    TokenDoor* tokens = nullptr;  // None: no issuer of access tokens is trusted.
    std::string root = {};        // Our own pages as browsers see them: "https://example.org".
};

struct Identified {
    access::Caller caller;
    std::optional<SignedIn> session;        // Of a person who is signed in here.
    std::string token;                      // Of the session.
    std::optional<Instant> signed_in = {};  // When the person showed who they are; none: it is not known.
};

// Nobody, when no token is there. Errors: unauthenticated for a token that is unknown or over, for
// two tokens, and for one in the address; forbidden for a change by cookie from another site or without
// the header that a foreign page cannot send (X-Requested-With: helselos); those of TokenDoor.
Result<Identified> identify(const http::Request& request, const Doors& doors);

// The cookie of that name, or empty.
std::string_view cookie_of(const http::Request& request, std::string_view name);

}  // namespace helselos::auth
