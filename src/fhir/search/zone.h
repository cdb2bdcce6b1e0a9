// Which instants a day is, where a date says no offset: a day of Oslo begins an hour or two before that of UTC.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace helselos::fhir::search {

// A rule of the tz database of this machine. Immutable; for any thread.
class Zone {
public:
    using Shared = std::shared_ptr<const Zone>;  // By all that read or ask by it.

    static Shared utc();
    // "Europe/Oslo". Error invalid: no such zone on this machine.
    static Result<Shared> named(const std::string& name);

    const std::string& name() const { return m_name; }

    // Milliseconds since 1970: of the clock on the wall, and in UTC. A wall time that comes twice is the first one;
    // one that never comes is the moment the clock was moved.
    std::int64_t to_utc(std::int64_t on_the_wall) const;

private:
    Zone(std::string name, const void* rule) : m_name(std::move(name)), m_rule(rule) {}

    std::string m_name;
    const void* m_rule = nullptr;  // Of the database, which lives as long as the program; null for UTC.
};

}  // namespace helselos::fhir::search
