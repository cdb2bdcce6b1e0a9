// Where somebody is sent after signing in is a path of our own, as a browser reads it, and fits into one header.
#include "targets.h"

#include "base/assert.h"
#include "server/auth/oidc/sign_in.h"

namespace helselos::fuzz {

void safe_return(std::string_view bytes)
{
    const auto to = auth::safe_return(bytes);
    HL_ASSERT(to == "/" || to == bytes);
    HL_ASSERT(to.starts_with('/') && !to.starts_with("//"));
    for (const char c : to)
        HL_ASSERT(c > ' ' && c < 0x7f && c != '\\');
    HL_ASSERT(auth::safe_return(to) == to);
}

}  // namespace helselos::fuzz
