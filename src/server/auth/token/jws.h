// Signed JSON in its compact form: HEADER.PAYLOAD.SIGNATURE (RFC 7515, RFC 8725).
#pragma once

#include "base/clock.h"
#include "server/auth/token/key.h"
#include "json/draft.h"
#include "json/value.h"

#include <string>
#include <string_view>

namespace helselos::auth {

// What was read and is not proved yet: nothing in it may be believed before a key verified it.
struct Jws {
    json::Document header;
    json::Document payload;
    Algorithm algorithm = Algorithm::rs256;
    std::string_view signed_text;  // Of the text that was parsed, which must outlive this.
    std::string signature;

    std::string_view key_id() const { return header.root()["kid"].text(); }
    bool is_signed_by(const PublicKey& key) const { return key.verifies(algorithm, signed_text, signature); }
};

// Error unauthenticated: not three parts of JSON, too long, an algorithm that is not in our list, or a header that must
// be understood and is not (`crit`).
Result<Jws> parse_jws(std::string_view text, std::size_t bytes_max);

// Whether `typ` is one of these, with or without "application/" before it, in any case (RFC 7515, section 4.1.9).
bool is_type(const Jws& jws, std::initializer_list<std::string_view> types);

// A moment in seconds since 1970, perhaps with a fraction. Errors unauthenticated: missing or no such number.
Result<Instant> moment_claim(json::Value payload, const char* claim);

// The whole token. `kid` is set when the key has a name.
Result<std::string> sign_jws(json::Draft header, const json::Draft& payload, const PrivateKey& key);

}  // namespace helselos::auth
