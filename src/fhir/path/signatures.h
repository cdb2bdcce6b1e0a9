// What each function takes and gives, as far as it can be told before it is evaluated.
// Of concern to this room only.
#pragma once

#include "fhir/path/possible_types.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace helselos::fhir::path {

// What $this is in an argument.
enum class Scope : std::uint8_t {
    outer,  // As outside of the call.
    each,   // Each item of the input.
};

struct Parameter {
    Kinds takes = kinds::all;
    Scope scope = Scope::outer;
};

enum class Gives : std::uint8_t {
    kind,             // A System value of the kind named.
    input,            // What came in, or some of it.
    input_and_first,  // And what the first argument yields.
    first,            // What the first argument yields.
    all_arguments,    // What any argument yields.
    same_kind,        // A System value of a kind that came in.
    narrowed,         // Items of the type named.
    special,          // The check knows the function by name.
    unknown,
};

struct Signature {
    std::string_view name;
    Kinds input = kinds::all;
    Gives gives = Gives::unknown;
    Item::Kind kind = Item::Kind::none;     // Where it gives a kind.
    std::array<Parameter, 3> parameters{};  // The last holds for all that follow.
    bool needs_order = false;               // Its answer depends on the order of the items.
};

// Null when there is none; every function of the table of functions has one.
const Signature* find_signature(std::string_view name);

}  // namespace helselos::fhir::path
