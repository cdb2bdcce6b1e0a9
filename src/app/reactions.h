// What happens when: the one table of reactions.
#pragma once

#include "access/session.h"
#include "event/event.h"
#include "interaction/hall.h"

#include <functional>
#include <string_view>
#include <vector>

namespace helselos::app {

class Reindex;

struct Reaction {
    event::Happened happened;
    std::string_view type;
    std::string_view service;
    // In the writer, in the transaction that marks the event handled.
    std::function<Result<void>(access::Writing&, const interaction::Hall&, const event::Event&)> carry_out;
};

// The reindex may be null: then added search parameters are left alone.
std::vector<Reaction> reactions(Reindex* reindex);

}  // namespace helselos::app
