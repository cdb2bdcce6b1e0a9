#include "services/sharing/sharing_state.h"

#include "fhir/view/coded.h"
#include "services/sharing/words.h"

#include <algorithm>
#include <iterator>

namespace helselos::sharing {

namespace {

enum class Effect : std::uint8_t { changes, stays };

struct Row {
    Act act;
    State from;
    State to;
    Effect effect = Effect::changes;
};

constexpr Row rows[] = {
    {Act::open, State::sent, State::opened},
    {Act::open, State::opened, State::opened, Effect::stays},
    {Act::open, State::acted_on, State::acted_on, Effect::stays},
    {Act::open, State::answered, State::answered, Effect::stays},
    {Act::open, State::forwarded, State::forwarded, Effect::stays},
    {Act::open, State::closed, State::closed, Effect::stays},

    {Act::act, State::sent, State::acted_on},
    {Act::act, State::opened, State::acted_on},
    {Act::act, State::acted_on, State::acted_on},
    {Act::act, State::answered, State::acted_on},

    {Act::record_outcome, State::sent, State::closed},
    {Act::record_outcome, State::opened, State::closed},
    {Act::record_outcome, State::acted_on, State::closed},
    {Act::record_outcome, State::answered, State::closed},

    {Act::forward, State::sent, State::forwarded},
    {Act::forward, State::opened, State::forwarded},
    {Act::forward, State::acted_on, State::forwarded},
    {Act::forward, State::answered, State::forwarded},

    {Act::answer, State::sent, State::answered},
    {Act::answer, State::opened, State::answered},
    {Act::answer, State::acted_on, State::answered},
    {Act::answer, State::answered, State::answered},

    {Act::close, State::sent, State::closed},
    {Act::close, State::opened, State::closed},
    {Act::close, State::acted_on, State::closed},
    {Act::close, State::answered, State::closed},

    {Act::withdraw, State::sent, State::withdrawn},
    {Act::withdraw, State::opened, State::withdrawn},
    {Act::withdraw, State::acted_on, State::withdrawn},
    {Act::withdraw, State::answered, State::withdrawn},
    {Act::withdraw, State::forwarded, State::withdrawn},
    {Act::withdraw, State::closed, State::withdrawn},
    {Act::withdraw, State::withdrawn, State::withdrawn, Effect::stays},
};

struct Name {
    State state;
    std::string_view code;
    std::string_view status;
};

constexpr Name names[] = {
    {State::sent, "sent", "requested"},
    {State::opened, "opened", "received"},
    {State::acted_on, "acted-on", "in-progress"},
    {State::forwarded, "forwarded", "completed"},
    {State::answered, "answered", "in-progress"},
    {State::closed, "closed", "completed"},
    {State::withdrawn, "withdrawn", "cancelled"},
};

const Name& name_of(State state)
{
    return *std::ranges::find(names, state, &Name::state);
}

}  // namespace

Doer doer_of(Act act)
{
    switch (act) {
    case Act::record_outcome: return Doer::clinician;
    case Act::withdraw: return Doer::resident;
    case Act::open:
    case Act::act:
    case Act::forward:
    case Act::answer:
    case Act::close: break;
    }
    return Doer::recipient;
}

Move move_by(Act act, State from)
{
    const auto row = std::ranges::find_if(rows, [&](const Row& each) { return each.act == act && each.from == from; });
    if (row == std::end(rows))
        return {};
    return {true, row->effect == Effect::changes, row->to};
}

std::string_view refusal_of(State from)
{
    switch (from) {
    case State::forwarded: return "it was forwarded to another recipient";
    case State::closed: return "it is closed";
    case State::withdrawn: return "the resident has withdrawn what was shared";
    case State::sent:
    case State::opened:
    case State::acted_on:
    case State::answered: break;
    }
    return "this cannot be done now";
}

std::string_view code_of(State state)
{
    return name_of(state).code;
}

std::optional<State> state_named(std::string_view code)
{
    const auto* found = std::ranges::find(names, code, &Name::code);
    return found == std::end(names) ? std::nullopt : std::optional(found->state);
}

State state_of(json::Value task)
{
    if (const auto state = state_named(fhir::view::code_in(task["businessStatus"], sharing_state_system)))
        return *state;
    const auto status = task["status"].text();
    if (status == "received")
        return State::opened;
    if (status == "in-progress")
        return State::acted_on;
    if (status == "completed")
        return State::closed;
    return status == "requested" ? State::sent : State::withdrawn;
}

std::string_view status_of(State state)
{
    return name_of(state).status;
}

bool is_over(State state)
{
    return state == State::forwarded || state == State::closed || state == State::withdrawn;
}

}  // namespace helselos::sharing
