// Time is handed in. Only this room asks the system what time it is.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace helselos {

// Milliseconds since 1970-01-01T00:00:00Z, as precise as FHIR's instant needs.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

// The clock of this machine.
const Clock& system_clock();

// A clock that a test sets.
class SetClock final : public Clock {
public:
    explicit SetClock(Instant start) : m_now(start) {}
    Instant now() const override { return m_now; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    Instant m_now;
};

// "2026-11-22T07:31:05.250Z", the form of FHIR's instant.
std::string to_text(Instant instant);

// Reads what to_text wrote, or any instant with seconds and an offset.
Result<Instant> instant_from_text(std::string_view text);

}  // namespace helselos
