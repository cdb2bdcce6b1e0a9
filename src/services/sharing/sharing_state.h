// How far what was shared has come, and which act may follow which: one table.
//
// Kept as Task.businessStatus, a code of https://helselos.no/fhir/CodeSystem/sharing-state.
#pragma once

#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace helselos::sharing {

enum class State : std::uint8_t { sent, opened, acted_on, forwarded, answered, closed, withdrawn };

enum class Act : std::uint8_t { open, act, record_outcome, forward, answer, close, withdraw };

// Whose act it is.
enum class Doer : std::uint8_t {
    recipient,  // Personnel of the organisation that has it on its worklist.
    clinician,  // Of these, who gives care: a finding is not a clerk's.
    resident,   // Who shared it.
};

Doer doer_of(Act act);

struct Move {
    bool is_allowed = false;
    bool changes = false;  // False: it was so already, and nothing is written.
    State to = State::sent;
};

// What is not in the table is not allowed.
Move move_by(Act act, State from);

// Why nothing can be done any more, or why not this.
std::string_view refusal_of(State from);

std::string_view code_of(State state);
std::optional<State> state_named(std::string_view code);

// Of a Task; an older one says it by its status alone.
State state_of(json::Value task);

// The Task.status that goes with a state.
std::string_view status_of(State state);

// Nothing follows but that it is withdrawn.
bool is_over(State state);

}  // namespace helselos::sharing
