// One round of a courier for one subscription: what happened is judged and numbered, what is numbered is delivered,
// a handshake or a heartbeat is sent, and a subscription that is over is ended.
//
// A number is given in the transaction that moves past the entry of the journal, and an event is over only when the
// receiver took it and that is durable. So each event of the subscriber has one number, without gaps, is told at
// least once and in order; after a crash between the two the same number is told again.
#pragma once

#include "app/notify/desk.h"

#include <cstdint>
#include <optional>
#include <string>

namespace helselos::app {

struct Round {
    bool is_over = false;  // The subscription is no more.
    std::optional<Instant>
        again;                    // When there is something to do next, whatever happens; none: when something happens.
    std::uint64_t looked_at = 0;  // To be handed in next time: entries that need not be judged again.
};

// Errors leave all as it was, and the round is to be made again later.
Result<Round> make_round(const NotifyDesk& desk, const std::string& id, std::uint64_t looked_at);

}  // namespace helselos::app
