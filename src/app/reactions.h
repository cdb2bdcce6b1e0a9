// What happens when: the one table of reactions.
#pragma once

#include "access/session.h"
#include "event/event.h"
#include "interaction/hall.h"

#include <span>
#include <string_view>

namespace helselos::app {

struct Reaction {
    event::Happened happened;
    std::string_view type;
    std::string_view service;
    // In the writer, in the transaction that marks the event handled.
    Result<void> (*carry_out)(access::Writing&, const interaction::Hall&, const event::Event&);
};

std::span<const Reaction> reactions();

}  // namespace helselos::app
