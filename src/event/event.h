// What has happened, in order, kept until it is handled.
//
// An event is written in the same transaction as the change it tells of, and is
// marked handled in the same transaction as the effects of handling it. So it is
// handled at least once, and an effect that names its event is done once.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <string>

namespace helselos::event {

enum class Happened : std::uint8_t { created, updated, deleted };

struct Event {
    std::uint64_t sequence = 0;  // Given by the store; strictly rising in the order of commit.
    Happened happened = Happened::created;
    std::string type;  // "Consent".
    std::string id;
    std::uint64_t version = 0;
    Instant at;
};

}  // namespace helselos::event
