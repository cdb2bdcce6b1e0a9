#include "server/auth/oidc/waiting.h"

#include "base/limits.h"
#include "server/auth/token/digest.h"

namespace helselos::auth {

Result<void> Waiting::put(std::string_view state, Departure departure)
{
    const auto now = m_clock.now();
    departure.until = now + limits::sign_in_life_max;
    const std::scoped_lock lock(m_mutex);
    if (m_by_digest.size() >= limits::sign_ins_waiting_max)
        std::erase_if(m_by_digest, [now](const auto& entry) { return entry.second.until <= now; });
    if (m_by_digest.size() >= limits::sign_ins_waiting_max)
        return Error{Kind::busy, "too many are signing in"};
    m_by_digest.insert_or_assign(sha256(state), std::move(departure));
    return {};
}

std::optional<Departure> Waiting::take(std::string_view state)
{
    const auto digest = sha256(state);
    const std::scoped_lock lock(m_mutex);
    auto node = m_by_digest.extract(digest);
    if (node.empty() || node.mapped().until <= m_clock.now())
        return std::nullopt;
    return std::move(node.mapped());
}

}  // namespace helselos::auth
