// What is parsed is two objects, an algorithm of our list and a signature; no made-up text verifies; a refusal repeats
// nothing.
#include "targets.h"

#include "base/assert.h"
#include "base/limits.h"
#include "server/auth/token/jws.h"
#include "json/read.h"

namespace helselos::fuzz {

namespace {

const auth::PrivateKey& own_key()
{
    static const auth::PrivateKey key = *auth::PrivateKey::make();
    return key;
}

const auth::PublicKey& public_key()
{
    static const auth::PublicKey key = *auth::PublicKey::from_jwk(json::read(own_key().public_jwk())->root());
    return key;
}

void check_refusal(const Error& error)
{
    HL_ASSERT(error.kind == Kind::unauthenticated);
    HL_ASSERT(!error.reason.empty() && error.reason.size() < 200);
}

}  // namespace

void jws(std::string_view bytes)
{
    const auto read = auth::parse_jws(bytes, limits::token_bytes_max);
    if (!read)
        return check_refusal(read.error());
    HL_ASSERT(bytes.size() <= limits::token_bytes_max);
    HL_ASSERT(read->header.root().is_object() && read->payload.root().is_object());
    HL_ASSERT(bytes.starts_with(read->signed_text) && bytes.size() > read->signed_text.size());
    HL_ASSERT(!auth::to_text(read->algorithm).empty());
    HL_ASSERT(!read->is_signed_by(public_key()));
    for (const auto* claim : {"exp", "nbf", "iat"})
        if (const auto moment = auth::moment_claim(read->payload.root(), claim); !moment)
            check_refusal(moment.error());
}

}  // namespace helselos::fuzz
