#include "base/tries.h"

#include <algorithm>

namespace helselos {

namespace {

// Callers whose last try is older are forgotten when this many are remembered.
constexpr std::size_t callers_before_sweep = 10'000;

}  // namespace

bool Tries::allow(std::string_view caller, Instant now)
{
    const auto an_hour_ago = now - std::chrono::hours(1);
    const std::scoped_lock lock(m_mutex);
    if (m_tries.size() > callers_before_sweep)
        std::erase_if(m_tries, [&](const auto& entry) { return entry.second.back() <= an_hour_ago; });
    auto& tries = m_tries[std::string(caller)];
    while (!tries.empty() && tries.front() <= an_hour_ago)
        tries.pop_front();
    if (tries.size() >= m_per_hour_max)
        return false;
    tries.push_back(now);
    return true;
}

bool Tries::is_used_up(std::string_view caller, Instant now) const
{
    const auto an_hour_ago = now - std::chrono::hours(1);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_tries.find(caller);
    if (found == m_tries.end())
        return false;
    const auto recent = std::ranges::count_if(found->second, [&](Instant at) { return at > an_hour_ago; });
    return static_cast<std::size_t>(recent) >= m_per_hour_max;
}

}  // namespace helselos
