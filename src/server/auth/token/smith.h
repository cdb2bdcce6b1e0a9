// Tokens as an issuer makes them, for tests; each claim can be another.
#pragma once

#include "base/base64.h"
#include "server/auth/token/jws.h"
#include "json/read.h"

#include <string>

namespace helselos::auth {

struct Smith {
    PrivateKey key = *PrivateKey::make();
    Instant now = *instant_from_text("2026-11-22T08:00:00Z");

    std::int64_t seconds(std::int64_t from_now = 0) const
    {
        return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() + from_now;
    }

    PublicKey public_key() const
    {
        const auto jwk = json::read(key.public_jwk());
        return *PublicKey::from_jwk(jwk->root());
    }

    // A set with this key under that name.
    std::string key_set(const std::string& name) const
    {
        auto jwk = key.public_jwk();
        jwk.insert(1, "\"kid\":\"" + name + "\",");
        return "{\"keys\":[" + jwk + "]}";
    }

    std::string sign(const json::Draft& claims, const char* type = "at+jwt") const
    {
        return *sign_jws(json::object({{"typ", type}}), claims, key);
    }

    // Of a header as it is told, however wrong.
    std::string sign_as(const std::string& header, const json::Draft& claims) const
    {
        const auto text = base64url(header) + "." + base64url(json::to_text(claims));
        return text + "." + base64url(*key.sign(text));
    }
};

}  // namespace helselos::auth
