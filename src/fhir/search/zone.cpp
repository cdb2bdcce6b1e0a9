#include "fhir/search/zone.h"

#include <chrono>
#include <exception>

#include <date/tz.h>

namespace helselos::fhir::search {

Zone::Shared Zone::utc()
{
    static const Shared zone(new Zone("UTC", nullptr));
    return zone;
}

Result<Zone::Shared> Zone::named(const std::string& name)
{
    if (name == "UTC")
        return utc();
    // The library tells of an unknown name, or of a machine without zones, by throwing.
    try {
        return Shared(new Zone(name, date::locate_zone(name)));
    } catch (const std::exception&) {
        return Error{Kind::invalid, "not a time zone this machine knows, such as Europe/Oslo"};
    }
}

std::int64_t Zone::to_utc(std::int64_t on_the_wall) const
{
    if (m_rule == nullptr)
        return on_the_wall;
    const date::local_time<std::chrono::milliseconds> local{std::chrono::milliseconds{on_the_wall}};
    const auto* const rule = static_cast<const date::time_zone*>(m_rule);
    return rule->to_sys(local, date::choose::earliest).time_since_epoch().count();
}

}  // namespace helselos::fhir::search
