#include "server/auth/launch/waiting_launches.h"

#include "base/limits/launch.h"
#include "server/auth/sessions.h"
#include "server/auth/token/digest.h"

namespace helselos::auth {

std::optional<Launch> WaitingLaunches::extract(std::string digest)
{
    auto node = m_by_digest.extract(digest);
    if (node.empty())
        return std::nullopt;
    auto launch = std::move(node.mapped());
    const auto own = m_of_one.find(launch.opened_by);
    std::erase(own->second, digest);
    if (own->second.empty())
        m_of_one.erase(own);
    return launch;
}

void WaitingLaunches::make_room(const std::string& opened_by, Instant now)
{
    const auto own = m_of_one.find(opened_by);
    if (own != m_of_one.end() && own->second.size() >= limits::launches_of_one_max)
        extract(own->second.front());
    if (m_by_digest.size() < limits::launches_waiting_max)
        return;
    std::vector<std::string> over;
    for (const auto& [digest, launch] : m_by_digest)
        if (launch.until <= now)
            over.push_back(digest);
    for (const auto& digest : over)
        extract(digest);
}

Result<std::string> WaitingLaunches::put(Launch launch)
{
    const auto now = m_clock.now();
    launch.until = now + limits::launch_life_max;
    auto handle = new_secret(m_random);
    const auto digest = sha256(handle);
    const std::scoped_lock lock(m_mutex);
    make_room(launch.opened_by, now);
    if (m_by_digest.size() >= limits::launches_waiting_max)
        return Error{Kind::busy, "too many apps are being opened"};
    m_of_one[launch.opened_by].push_back(digest);
    m_by_digest.insert_or_assign(digest, std::move(launch));
    return handle;
}

std::optional<Launch> WaitingLaunches::take(std::string_view handle)
{
    const auto digest = sha256(handle);
    const std::scoped_lock lock(m_mutex);
    auto launch = extract(digest);
    if (launch && launch->until <= m_clock.now())
        return std::nullopt;
    return launch;
}

}  // namespace helselos::auth
