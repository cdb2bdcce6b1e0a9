#include "fhir/path/evaluator.h"

#include "fhir/path/operators.h"
#include "fhir/path/system_type.h"

#include <fmt/format.h>

#include <forward_list>
#include <utility>

namespace helselos::fhir::path {

Evaluator::Evaluator(const Program& program, const Item& focus, Environment& environment)
    : m_program(program), m_environment(environment), m_navigation(environment), m_focus(m_navigation.rooted(focus)),
      m_binds(environment.types_are_lasting()), m_steps_left(environment.budget.steps),
      m_bytes_before(environment.memory().used())
{}

bool Evaluator::spend(std::uint64_t steps)
{
    if (steps > m_steps_left)
        return fail(helselos::Kind::too_costly, "FHIRPath: the expression takes too many steps");
    m_steps_left -= steps;
    return true;
}

bool Evaluator::fail(helselos::Kind kind, std::string reason)
{
    m_error = Error{kind, std::move(reason)};
    return false;
}

bool Evaluator::check_bytes()
{
    if (m_environment.memory().used() - m_bytes_before > m_environment.budget.bytes)
        return fail(helselos::Kind::too_costly, "FHIRPath: the expression takes too much memory");
    return true;
}

bool Evaluator::push_text(std::string_view text, Collection& output)
{
    constexpr std::size_t bytes_per_step = 64;
    output.push(Item::of_string(m_environment.memory().keep(text)));
    return spend(1 + text.size() / bytes_per_step) && check_bytes();
}

bool Evaluator::push_decimal(const json::Decimal& number, Collection& output)
{
    output.push(Item::of_decimal(m_environment.memory().make(number)));
    return check_bytes();
}

bool Evaluator::push_decimal(const std::optional<json::Decimal>& number, Collection& output)
{
    return !number || push_decimal(*number, output);
}

bool Evaluator::push_temporal(const Temporal& temporal, Collection& output)
{
    output.push(Item::of_temporal(m_environment.memory().make(temporal)));
    return check_bytes();
}

bool Evaluator::push_quantity(const json::Decimal& value, std::string_view unit, bool is_calendar, Collection& output)
{
    auto& memory = m_environment.memory();
    output.push(Item::of_quantity(memory.make(Quantity{value, memory.keep(unit), is_calendar})));
    return check_bytes();
}

bool Evaluator::push_truth(Truth truth, Collection& output)
{
    if (truth != Truth::unknown)
        output.push(Item::of_boolean(truth == Truth::yes));
    return true;
}

bool Evaluator::single(const Collection& items, std::string_view what, Item& item)
{
    if (items.size() > 1)
        return fail(fmt::format("FHIRPath: {} takes one item, and there are several", what));
    item = items.empty() ? Item() : items.front();
    return true;
}

bool Evaluator::single_value(const Collection& items, std::string_view what, Item& item)
{
    if (!single(items, what, item))
        return false;
    if (item.is_element() && item.is_primitive() && !item.has_value())
        item = Item();
    return true;
}

bool Evaluator::truth_of(const Collection& items, Truth& truth)
{
    if (items.size() > 1)
        return fail("FHIRPath: one Boolean is wanted, and there are several items");
    if (items.empty()) {
        truth = Truth::unknown;
        return true;
    }
    const auto& item = items.front();
    const auto boolean = item.boolean();
    const auto* type = item.type();
    const bool has_no_value = type != nullptr && type->name == "boolean" && !item.has_value();
    truth = boolean ? (*boolean ? Truth::yes : Truth::no) : has_no_value ? Truth::unknown : Truth::yes;
    return true;
}

bool Evaluator::argument(const Call& call, std::size_t index, Collection& output)
{
    return evaluate(call.step.arguments[index].node, call.frame, output);
}

bool Evaluator::argument_for(
    const Call& call, std::size_t index, std::span<const Item> focus, std::int64_t place, Collection& output)
{
    const Frame frame{focus, place, call.frame.total, call.frame.variables};
    return evaluate(call.step.arguments[index].node, frame, output);
}

bool Evaluator::evaluate(NodeId id, const Frame& frame, Collection& output)
{
    if (!spend(1))
        return false;
    const auto& node = m_program.nodes[id];
    switch (node.kind) {
    case Node::Kind::empty: return true;
    case Node::Kind::literal: output.push(node.literal); return true;
    case Node::Kind::this_item: output.append(frame.focus); return true;
    case Node::Kind::index:
        if (frame.index >= 0)
            output.push(Item::of_integer(frame.index));
        return true;
    case Node::Kind::total:
        if (frame.total != nullptr)
            output.append(frame.total->items());
        return true;
    case Node::Kind::variable: return variable(node.name, frame, output);
    case Node::Kind::chain: return evaluate_chain(node, frame, output);
    case Node::Kind::fold: return evaluate_fold(node, frame, output);
    case Node::Kind::negate:
    case Node::Kind::plus: break;
    }
    Collection operand;
    if (!evaluate(node.first, frame, operand))
        return false;
    if (node.kind == Node::Kind::negate)
        return negate(operand, output);
    output.append(operand.items());
    return true;
}

bool Evaluator::evaluate_chain(const Node& node, const Frame& frame, Collection& output)
{
    Collection first;
    Collection second;
    Collection* items = &first;
    Collection* next = &second;
    if (node.first == no_node)
        items->append(frame.focus);
    else if (!evaluate(node.first, frame, *items))
        return false;
    // What a step defines is known to the steps after it.
    std::forward_list<Variable> variables;
    Frame scope = frame;
    for (const auto& step : node.steps) {
        if (step.function != nullptr && step.function->defines) {
            auto& variable = variables.emplace_front(Variable{{}, {}, scope.variables});
            if (!define(step, scope, *items, variable))
                return false;
            scope.variables = &variable;
            continue;
        }
        next->clear();
        if (!take_step(step, scope, *items, *next) || !spend(1 + next->size()))
            return false;
        std::swap(items, next);
    }
    if (output.empty())
        output = std::move(*items);
    else
        output.append(items->items());
    return true;
}

bool Evaluator::take_step(const Step& step, const Frame& frame, const Collection& input, Collection& output)
{
    switch (step.kind) {
    case Step::Kind::child: return child_step(step, input, output);
    case Step::Kind::index: return index_step(step, frame, input, output);
    case Step::Kind::call: return step.function->handler(Call{*this, step, input, frame, output});
    }
    return true;
}

namespace {

Binding bound(const Step& step, const Type& type)
{
    const auto& name = step.element.name;
    const auto* element = type.element(name);
    // Types such as HumanName may begin a path as well, where no element has that name.
    if (step.may_be_type && type.is_a(name) && (type.kind == TypeKind::resource || element == nullptr))
        return {&type, Meaning::itself};
    if (type.kind == TypeKind::primitive && name == "value")
        return {&type, Meaning::of_a_value};
    if (element != nullptr && element->is_choice)
        return {&type, Meaning::choice, {element}};
    // "valueQuantity" is a name in JSON only; FHIRPath calls it "value".
    if (const auto known = type.json_element(name); known && !known->element->is_choice)
        return {&type, Meaning::element, *known};
    return {&type, Meaning::nothing};
}

}  // namespace

const Binding* Evaluator::binding_of(const Step& step, const Type& type) const
{
    if (!m_binds)
        return nullptr;
    const auto* known = step.bindings.find(&type);
    return known != nullptr ? known : step.bindings.add(bound(step, type));
}

bool Evaluator::child_step(const Step& step, const Collection& input, Collection& output)
{
    for (const auto& item : input) {
        const auto* type = item.type();
        if (type == nullptr)
            m_navigation.child(item, step.element, output);
        else if (const auto* binding = binding_of(step, *type))
            m_navigation.child(item, step.element, *binding, output);
        else
            m_navigation.child(item, step.element, bound(step, *type), output);
    }
    return true;
}

bool Evaluator::index_step(const Step& step, const Frame& frame, const Collection& input, Collection& output)
{
    Collection index;
    Item item;
    if (!evaluate(step.arguments.front().node, frame, index) || !single(index, "an index", item))
        return false;
    if (!item.exists())
        return true;
    const auto place = item.integer();
    if (!place)
        return fail("FHIRPath: an index is an Integer");
    if (*place >= 0 && static_cast<std::size_t>(*place) < input.size())
        output.push(input[static_cast<std::size_t>(*place)]);
    return true;
}

bool Evaluator::evaluate_fold(const Node& node, const Frame& frame, Collection& output)
{
    Collection first;
    Collection second;
    Collection* left = &first;
    Collection* result = &second;
    if (!evaluate(node.first, frame, *left))
        return false;
    bool is_distinct = false;
    for (const auto& operand : node.operands) {
        if (!spend(1))
            return false;
        // What is a union already grows in place.
        if (is_distinct && operand.operation == Operator::unite) {
            if (!unite_with(operand, frame, *left))
                return false;
            continue;
        }
        result->clear();
        if (!apply(operand, frame, *left, *result))
            return false;
        std::swap(left, result);
        is_distinct = operand.operation == Operator::unite;
    }
    if (output.empty())
        output = std::move(*left);
    else
        output.append(left->items());
    return true;
}

bool Evaluator::unite_with(const Operand& operand, const Frame& frame, Collection& items)
{
    Collection right;
    return evaluate(operand.node, frame, right) && append_distinct(*this, right, items);
}

bool Evaluator::apply(const Operand& operand, const Frame& frame, Collection& left, Collection& output)
{
    switch (operand.operation) {
    case Operator::is:
    case Operator::as: return apply_type(operand, left, output);
    case Operator::conjunction:
    case Operator::disjunction:
    case Operator::exclusive:
    case Operator::implication: return apply_logic(operand, frame, left, output);
    default: break;
    }
    Collection right;
    return evaluate(operand.node, frame, right) && apply_operator(*this, operand.operation, left, right, output);
}

bool Evaluator::apply_logic(const Operand& operand, const Frame& frame, const Collection& left, Collection& output)
{
    Truth first = Truth::unknown;
    if (!truth_of(left, first))
        return false;
    const auto operation = operand.operation;
    // The right side is not looked at where it cannot change the answer.
    if ((operation == Operator::conjunction && first == Truth::no)
        || (operation == Operator::disjunction && first == Truth::yes))
        return push_truth(first, output);
    if (operation == Operator::implication && first == Truth::no)
        return push_truth(Truth::yes, output);
    Collection right;
    Truth second = Truth::unknown;
    if (!evaluate(operand.node, frame, right) || !truth_of(right, second))
        return false;
    switch (operation) {
    case Operator::conjunction: return push_truth(conjunction(first, second), output);
    case Operator::disjunction: return push_truth(disjunction(first, second), output);
    case Operator::exclusive: return push_truth(exclusive(first, second), output);
    default: return push_truth(implication(first, second), output);
    }
}

bool Evaluator::apply_type(const Operand& operand, const Collection& left, Collection& output)
{
    if (operand.operation == Operator::is && left.size() > 1)
        return fail("FHIRPath: `is` takes one item, and there are several");
    if (operand.operation == Operator::as && left.size() > 1 && !m_environment.as_is_a_filter)
        return fail("FHIRPath: `as` takes one item, and there are several");
    for (const auto& item : left) {
        bool is = false;
        if (!is_of(item, operand.type, Leniency::system_names, is))
            return false;
        if (operand.operation == Operator::is)
            output.push(Item::of_boolean(is));
        else if (is)
            output.push(item);
    }
    return true;
}

bool Evaluator::is_of(const Item& item, const TypeName& type, Leniency leniency, bool& is)
{
    const bool may_be_system = type.name_space != "FHIR";
    const bool may_be_fhir = type.name_space != "System";
    const auto system = may_be_system ? system_kind_named(type.name) : Item::Kind::none;
    is = false;
    if (item.is_system()) {
        is = may_be_system && item.type_name() == type.name;
    } else if (item.type() != nullptr && may_be_fhir) {
        is = item.type()->is_a(type.name);
        // que-7 of R4 says `answer is Boolean` of a FHIR boolean.
        if (!is && leniency == Leniency::system_names && type.name_space.empty() && system != Item::Kind::none)
            is = item.type()->kind == TypeKind::primitive && system_kind(item) == system;
    }
    if (is || system != Item::Kind::none || !may_be_fhir || m_environment.definitions.type(type.name) != nullptr)
        return true;
    return fail(fmt::format("FHIRPath: no type {}", type.name));
}

bool Evaluator::negate(const Collection& operand, Collection& output)
{
    Item item;
    if (!single_value(operand, "-", item))
        return false;
    if (!item.exists())
        return true;
    if (system_kind(item) == Item::Kind::integer) {
        if (const auto number = item.integer(); number && *number != INT64_MIN) {
            output.push(item.kind() == Item::Kind::long_integer ? Item::of_long(-*number) : Item::of_integer(-*number));
            return true;
        }
    }
    if (const auto number = item.decimal())
        return push_decimal(-*number, output);
    if (const auto quantity = item.quantity())
        return push_quantity(-quantity->value, quantity->unit, quantity->is_calendar, output);
    return fail("FHIRPath: only a number can be negative");
}

}  // namespace helselos::fhir::path
