#include "server/http/address_counts.h"

namespace helselos::http {

bool AddressCounts::enter(std::string_view address)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_counts.find(address);
    if (known == m_counts.end()) {
        m_counts.emplace(address, 1);
        return true;
    }
    if (known->second >= m_count_max)
        return false;
    ++known->second;
    return true;
}

void AddressCounts::leave(std::string_view address)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_counts.find(address);
    if (known != m_counts.end() && --known->second == 0)
        m_counts.erase(known);
}

}  // namespace helselos::http
