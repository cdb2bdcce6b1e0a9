#include "server/auth/sessions.h"

#include "base/digest.h"
#include "base/limits.h"

#include <fmt/format.h>

namespace helselos::auth {

namespace {

// 256 bits, as hexadecimal digits.
std::string new_token(Random& random)
{
    std::string token;
    for (int i = 0; i < 4; ++i)
        token += fmt::format("{:016x}", random.next());
    return token;
}

}  // namespace

Result<std::string> Sessions::open(SignedIn who)
{
    const auto token = new_token(m_random);
    const std::scoped_lock lock(m_mutex);
    if (m_by_digest.size() >= limits::sessions_max)
        forget_expired();
    if (m_by_digest.size() >= limits::sessions_max)
        return Error{Kind::busy, "too many are signed in"};
    who.until = m_clock.now() + limits::session_life_max;
    m_by_digest.emplace(sha256_hex(token), std::move(who));
    return token;
}

std::optional<SignedIn> Sessions::find(std::string_view token) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_by_digest.find(sha256_hex(token));
    if (found == m_by_digest.end() || found->second.until <= m_clock.now())
        return std::nullopt;
    return found->second;
}

void Sessions::end(std::string_view token)
{
    const std::scoped_lock lock(m_mutex);
    m_by_digest.erase(sha256_hex(token));
}

void Sessions::forget_expired()
{
    const auto now = m_clock.now();
    std::erase_if(m_by_digest, [now](const auto& entry) { return entry.second.until <= now; });
}

}  // namespace helselos::auth
