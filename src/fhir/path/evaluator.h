// Walks a program over a focus. Of concern to this room only.
#pragma once

#include "fhir/path/function.h"
#include "fhir/path/navigation.h"
#include "fhir/path/path.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace helselos::fhir::path {

// Functions that return bool return false when they failed; error() then says why.
class Evaluator {
public:
    Evaluator(const Program& program, const Item& focus, Environment& environment);

    bool evaluate(NodeId id, const Frame& frame, Collection& output);
    const Item& focus() const { return m_focus; }

    Environment& environment() { return m_environment; }
    const Navigation& navigation() const { return m_navigation; }

    // Whoever does more work than one item's worth pays for it first.
    bool spend(std::uint64_t steps);
    std::uint64_t steps_spent() const { return m_environment.budget.steps - m_steps_left; }
    bool fail(helselos::Kind kind, std::string reason);
    bool fail(std::string reason) { return fail(helselos::Kind::unprocessable, std::move(reason)); }
    Error take_error() { return std::move(m_error); }

    // New values; false when the budget for memory is used up.
    bool push_text(std::string_view text, Collection& output);
    bool push_decimal(const json::Decimal& number, Collection& output);
    bool push_decimal(const std::optional<json::Decimal>& number, Collection& output);
    bool push_temporal(const Temporal& temporal, Collection& output);
    bool push_quantity(const json::Decimal& value, std::string_view unit, bool is_calendar, Collection& output);
    bool push_truth(Truth truth, Collection& output);

    // One item or none; several are an error.
    bool single(const Collection& items, std::string_view what, Item& item);
    // The same, where a value is wanted: a primitive that has extensions only is none.
    bool single_value(const Collection& items, std::string_view what, Item& item);
    // What a Boolean is wanted for: no item is unknown, one that is no Boolean is true.
    bool truth_of(const Collection& items, Truth& truth);

    // Arguments of a call, in the frame of the call.
    bool argument(const Call& call, std::size_t index, Collection& output);
    bool argument_for(
        const Call& call, std::size_t index, std::span<const Item> focus, std::int64_t place, Collection& output);

    // Whether the item is of the type. Operators are more lenient than functions (decision 0006).
    enum class Leniency : std::uint8_t { none, system_names };
    bool is_of(const Item& item, const TypeName& type, Leniency leniency, bool& is);

private:
    bool evaluate_chain(const Node& node, const Frame& frame, Collection& output);
    bool take_step(const Step& step, const Frame& frame, const Collection& input, Collection& output);
    const Binding* binding_of(const Step& step, const Type& type) const;
    bool child_step(const Step& step, const Collection& input, Collection& output);
    bool index_step(const Step& step, const Frame& frame, const Collection& input, Collection& output);
    bool evaluate_fold(const Node& node, const Frame& frame, Collection& output);
    bool unite_with(const Operand& operand, const Frame& frame, Collection& items);
    bool apply(const Operand& operand, const Frame& frame, Collection& left, Collection& output);
    bool apply_logic(const Operand& operand, const Frame& frame, const Collection& left, Collection& output);
    bool apply_type(const Operand& operand, const Collection& left, Collection& output);
    bool negate(const Collection& operand, Collection& output);
    bool define(const Step& step, const Frame& frame, const Collection& input, Variable& variable);
    bool is_known(std::string_view name, const Frame& frame) const;
    bool variable(const std::string& name, const Frame& frame, Collection& output);
    bool push_focus_resource(const Item& given, std::string_view name, Collection& output);
    bool check_bytes();

    const Program& m_program;
    Environment& m_environment;
    Navigation m_navigation;
    Item m_focus;
    bool m_binds;  // Whether the types live as long as the program.
    std::uint64_t m_steps_left;
    std::size_t m_bytes_before;
    Error m_error;
};

}  // namespace helselos::fhir::path
