// A compiled expression. Chains of steps and of equal operators are flat, so the depth of the
// tree is the depth of the parentheses in the text, which the parser limits.
#pragma once

#include "fhir/path/bindings.h"
#include "fhir/path/item.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::path {

struct Function;

using NodeId = std::uint32_t;
constexpr NodeId no_node = UINT32_MAX;

enum class Operator : std::uint8_t {
    multiply,
    divide,
    whole_divide,
    modulo,
    add,
    subtract,
    concatenate,
    is,
    as,
    unite,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    equal,
    equivalent,
    not_equal,
    not_equivalent,
    in,
    contains,
    conjunction,
    disjunction,
    exclusive,
    implication,
};

struct TypeName {
    std::string name_space;  // "FHIR", "System", or empty.
    std::string name;
};

// How an element is found below its parent.
struct ElementName {
    std::string name;     // "given"
    std::string sibling;  // "_given"
};

struct Argument {
    NodeId node = no_node;
    bool descending = false;  // Of sort().
};

struct Step {
    enum class Kind : std::uint8_t { child, call, index };

    Kind kind = Kind::child;
    ElementName element;
    bool may_be_type = false;  // The first name of a path: `Patient` in `Patient.name`.
    Bindings bindings;         // Of the name.
    const Function* function = nullptr;
    std::vector<Argument> arguments;  // Of a call; of an index, one.
    TypeName type;                    // Of is(), as() and ofType().
    std::size_t position = 0;
};

struct Operand {
    Operator operation = Operator::add;
    NodeId node = no_node;
    TypeName type;  // Of `is` and `as`.
    std::size_t position = 0;
};

struct Node {
    enum class Kind : std::uint8_t {
        empty,
        literal,
        this_item,
        index,
        total,
        variable,
        chain,   // `first`, or the focus, and then the steps.
        fold,    // `first`, and then each operation from left to right.
        negate,  // Of `first`.
        plus,    // Of `first`.
    };

    Kind kind = Kind::empty;
    NodeId first = no_node;
    Item literal;
    std::string name;  // Of a variable.
    std::size_t position = 0;
    std::vector<Step> steps;
    std::vector<Operand> operands;
};

struct Program {
    std::string text;
    std::vector<Node> nodes;
    NodeId root = no_node;

    // What the literals view.
    std::deque<std::string> texts;
    std::deque<json::Decimal> decimals;
    std::deque<Temporal> temporals;
    std::deque<Quantity> quantities;
};

}  // namespace helselos::fhir::path
