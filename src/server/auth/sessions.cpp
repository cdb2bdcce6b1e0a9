#include "server/auth/sessions.h"

#include "base/digest.h"
#include "base/limits.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::auth {

namespace {

OpenSession told(const SignedIn& who)
{
    const bool is_resident = who.caller.kind == access::CallerKind::resident;
    return {who.caller.kind, who.caller.role, who.organization_name, is_resident ? "" : who.name,
        who.until - limits::session_life_max};
}

}  // namespace

std::string new_secret(Random& random)
{
    std::string token;
    for (int i = 0; i < 4; ++i)
        token += fmt::format("{:016x}", random.next());
    return token;
}

Result<std::string> Sessions::open(SignedIn who)
{
    const auto token = new_secret(m_random);
    const std::scoped_lock lock(m_mutex);
    if (m_by_digest.size() >= limits::sessions_max)
        forget_expired();
    if (m_by_digest.size() >= limits::sessions_max)
        return Error{Kind::busy, "too many are signed in"};
    const auto now = m_clock.now();
    who.until = now + limits::session_life_max;
    m_by_digest.emplace(sha256_hex(token), Kept{std::move(who), now});
    return token;
}

std::optional<SignedIn> Sessions::find(std::string_view token)
{
    const auto digest = sha256_hex(token);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_by_digest.find(digest);
    if (found == m_by_digest.end())
        return std::nullopt;
    const auto now = m_clock.now();
    if (is_over(found->second, now)) {
        m_by_digest.erase(found);
        return std::nullopt;
    }
    found->second.used = now;
    return found->second.who;
}

void Sessions::end(std::string_view token)
{
    const auto digest = sha256_hex(token);
    const std::scoped_lock lock(m_mutex);
    m_by_digest.erase(digest);
}

void Sessions::end_all(const IssuerSession& at_issuer)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_by_digest, [&at_issuer](const auto& entry) {
        const auto& kept = entry.second.who.at_issuer;
        if (kept.issuer != at_issuer.issuer)
            return false;
        return at_issuer.session.empty() ? kept.subject == at_issuer.subject : kept.session == at_issuer.session;
    });
}

std::vector<OpenSession> Sessions::newest(std::size_t count)
{
    std::vector<OpenSession> open;
    {
        const std::scoped_lock lock(m_mutex);
        const auto now = m_clock.now();
        for (const auto& [digest, kept] : m_by_digest)
            if (!is_over(kept, now))
                open.push_back(told(kept.who));
    }
    const auto shown = std::min(count, open.size());
    std::ranges::partial_sort(
        open, open.begin() + static_cast<std::ptrdiff_t>(shown), std::ranges::greater(), &OpenSession::since);
    open.resize(shown);
    return open;
}

bool Sessions::is_over(const Kept& kept, Instant now) const
{
    return kept.who.until <= now || kept.used + limits::session_idle_max <= now;
}

void Sessions::forget_expired()
{
    const auto now = m_clock.now();
    std::erase_if(m_by_digest, [this, now](const auto& entry) { return is_over(entry.second, now); });
}

}  // namespace helselos::auth
