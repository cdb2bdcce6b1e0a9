#include "fhir/path/operators.h"

#include "fhir/path/compare.h"
#include "fhir/path/system_type.h"
#include "fhir/path/temporal_arithmetic.h"
#include "fhir/path/units.h"

#include <algorithm>
#include <string>
#include <vector>

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;
using json::Decimal;

// Above this, equal items are sought by hash.
constexpr std::size_t pairwise_max = 16;

bool pay_for_comparison(Evaluator& evaluator, const Collection& left, const Collection& right)
{
    std::uint64_t steps = 0;
    for (const auto& item : left)
        steps += weight_of(item);
    for (const auto& item : right)
        steps += weight_of(item);
    return evaluator.spend(steps);
}

bool equivalent_collections(Evaluator& evaluator, const Collection& left, const Collection& right, bool& result)
{
    result = left.size() == right.size();
    if (!result)
        return true;
    if (left.size() == 1) {
        result = equivalent(left.front(), right.front());
        return true;
    }
    if (!evaluator.spend(left.size() * right.size()))
        return false;
    // In any order, so each item of the left takes one of the right.
    std::vector<bool> taken(right.size(), false);
    for (const auto& item : left) {
        std::size_t place = 0;
        while (place < right.size() && (taken[place] || !equivalent(item, right[place])))
            ++place;
        if (place == right.size()) {
            result = false;
            return true;
        }
        taken[place] = true;
    }
    return true;
}

bool apply_equality(
    Evaluator& evaluator, Operator operation, const Collection& left, const Collection& right, Collection& output)
{
    if (!pay_for_comparison(evaluator, left, right))
        return false;
    if (operation == Operator::equal)
        return evaluator.push_truth(equal(left, right), output);
    if (operation == Operator::not_equal)
        return evaluator.push_truth(negated(equal(left, right)), output);
    bool result = false;
    if (!equivalent_collections(evaluator, left, right, result))
        return false;
    return evaluator.push_truth(to_truth(result == (operation == Operator::equivalent)), output);
}

bool holds(Operator operation, std::strong_ordering order)
{
    switch (operation) {
    case Operator::less: return order < 0;
    case Operator::less_or_equal: return order <= 0;
    case Operator::greater: return order > 0;
    default: return order >= 0;
    }
}

bool apply_order(Evaluator& evaluator, Operator operation, const Item& left, const Item& right, Collection& output)
{
    const auto [comparable, order] = order_of(left, right);
    if (!comparable)
        return evaluator.fail("FHIRPath: these two cannot be ordered");
    return evaluator.push_truth(order ? to_truth(holds(operation, *order)) : Truth::unknown, output);
}

bool apply_membership(Evaluator& evaluator, const Collection& items, const Collection& wanted, Collection& output)
{
    Item item;
    if (!evaluator.single(wanted, "membership", item))
        return false;
    if (!item.exists())
        return true;
    bool is_there = false;
    if (!contains(evaluator, items, item, is_there))
        return false;
    return evaluator.push_truth(to_truth(is_there), output);
}

// What leaves the range of its type is no result.
bool push_number(Evaluator& evaluator, const std::optional<Decimal>& number, Kind kind, Collection& output)
{
    if (!number || kind == Kind::decimal)
        return evaluator.push_decimal(number, output);
    const auto integer = number->to_integer();
    if (integer && kind == Kind::long_integer)
        output.push(Item::of_long(*integer));
    else if (integer && *integer >= INT32_MIN && *integer <= INT32_MAX)
        output.push(Item::of_integer(*integer));
    return true;
}

// Long with Integer gives Long, Decimal with either gives Decimal.
Kind common_kind(const Item& left, const Item& right)
{
    if (system_kind(left) != Kind::integer || system_kind(right) != Kind::integer)
        return Kind::decimal;
    const bool is_long = left.kind() == Kind::long_integer || right.kind() == Kind::long_integer;
    return is_long ? Kind::long_integer : Kind::integer;
}

bool push_integer(std::int64_t number, Collection& output)
{
    if (number >= INT32_MIN && number <= INT32_MAX)
        output.push(Item::of_integer(number));
    return true;
}

// What stays an Integer needs no Decimal; 64 bits hold all that two of 32 can give.
bool apply_to_integers(
    Evaluator& evaluator, Operator operation, std::int64_t left, std::int64_t right, Collection& output)
{
    switch (operation) {
    case Operator::add: return push_integer(left + right, output);
    case Operator::subtract: return push_integer(left - right, output);
    case Operator::multiply: return push_integer(left * right, output);
    case Operator::whole_divide: return right == 0 || push_integer(left / right, output);
    case Operator::modulo: return right == 0 || push_integer(left % right, output);
    default: return evaluator.push_decimal(json::divide(Decimal(left), Decimal(right)), output);
    }
}

bool apply_to_numbers(Evaluator& evaluator, Operator operation, const Item& left, const Item& right, Collection& output)
{
    if (left.kind() == Kind::integer && right.kind() == Kind::integer)
        return apply_to_integers(evaluator, operation, left.system_integer(), right.system_integer(), output);
    const auto a = left.decimal();
    const auto b = right.decimal();
    if (!a || !b)
        return true;
    const auto kind = common_kind(left, right);
    switch (operation) {
    case Operator::add: return push_number(evaluator, json::add(*a, *b), kind, output);
    case Operator::subtract: return push_number(evaluator, json::subtract(*a, *b), kind, output);
    case Operator::multiply: return push_number(evaluator, json::multiply(*a, *b), kind, output);
    case Operator::divide: return push_number(evaluator, json::divide(*a, *b), Kind::decimal, output);
    case Operator::whole_divide:
        return push_number(
            evaluator, json::whole_quotient(*a, *b), kind == Kind::decimal ? Kind::integer : kind, output);
    default: return push_number(evaluator, json::remainder(*a, *b), kind, output);
    }
}

Quantity as_quantity(const Item& item)
{
    if (const auto quantity = item.quantity())
        return *quantity;
    return {item.decimal().value_or(Decimal()), "1"};
}

bool apply_to_quantities(
    Evaluator& evaluator, Operator operation, const Item& left, const Item& right, Collection& output)
{
    const auto a = as_quantity(left);
    const auto b = as_quantity(right);
    std::optional<NewQuantity> result;
    switch (operation) {
    case Operator::add: result = add(a, b); break;
    case Operator::subtract: result = subtract(a, b); break;
    case Operator::multiply: result = multiply(a, b); break;
    case Operator::divide: result = divide(a, b); break;
    default: return evaluator.fail("FHIRPath: `div` and `mod` take numbers");
    }
    return !result || evaluator.push_quantity(result->value, result->unit, result->is_calendar, output);
}

bool apply_to_temporal(
    Evaluator& evaluator, Operator operation, const Item& left, const Item& right, Collection& output)
{
    const auto temporal = left.temporal();
    const auto quantity = right.quantity();
    if (!temporal || !quantity)
        return true;
    auto amount = *quantity;
    if (operation == Operator::subtract)
        amount.value = -amount.value;
    const auto moved = move(*temporal, amount);
    if (!moved.fits)
        return evaluator.fail("FHIRPath: only a duration can be added to a date or time");
    return !moved.temporal || evaluator.push_temporal(*moved.temporal, output);
}

bool apply_arithmetic(Evaluator& evaluator, Operator operation, const Item& left, const Item& right, Collection& output)
{
    const auto a = system_kind(left);
    const auto b = system_kind(right);
    const auto is_amount = [](Kind kind) { return is_number(kind) || kind == Kind::quantity; };
    if (is_number(a) && is_number(b))
        return apply_to_numbers(evaluator, operation, left, right, output);
    if (is_amount(a) && is_amount(b))
        return apply_to_quantities(evaluator, operation, left, right, output);
    const bool is_sum = operation == Operator::add || operation == Operator::subtract;
    if (is_sum && is_temporal(a) && b == Kind::quantity)
        return apply_to_temporal(evaluator, operation, left, right, output);
    if (operation == Operator::add && a == Kind::string && b == Kind::string)
        return evaluator.push_text(std::string(left.text()) + std::string(right.text()), output);
    return evaluator.fail("FHIRPath: arithmetic with types that have none");
}

bool concatenate(Evaluator& evaluator, const Item& left, const Item& right, Collection& output)
{
    const auto fits = [](const Item& item) { return !item.exists() || system_kind(item) == Kind::string; };
    if (!fits(left) || !fits(right))
        return evaluator.fail("FHIRPath: `&` takes strings");
    return evaluator.push_text(std::string(left.text()) + std::string(right.text()), output);
}

}  // namespace

Truth conjunction(Truth left, Truth right)
{
    if (left == Truth::no || right == Truth::no)
        return Truth::no;
    return left == Truth::yes && right == Truth::yes ? Truth::yes : Truth::unknown;
}

Truth disjunction(Truth left, Truth right)
{
    return negated(conjunction(negated(left), negated(right)));
}

Truth exclusive(Truth left, Truth right)
{
    if (left == Truth::unknown || right == Truth::unknown)
        return Truth::unknown;
    return to_truth(left != right);
}

Truth implication(Truth left, Truth right)
{
    return disjunction(negated(left), right);
}

bool contains(Evaluator& evaluator, const Collection& items, const Item& wanted, bool& is_there)
{
    if (!evaluator.spend(items.size() * weight_of(wanted)))
        return false;
    is_there
        = std::any_of(items.begin(), items.end(), [&](const Item& item) { return equal(item, wanted) == Truth::yes; });
    return true;
}

bool DistinctItems::is_there(const Item& item, bool& found)
{
    if (m_items.size() <= pairwise_max)
        return contains(m_evaluator, m_items, item, found);
    for (auto place = m_places.size(); place < m_items.size(); ++place)
        m_places.emplace(hash_of(m_items[place]), place);
    const auto [first, last] = m_places.equal_range(hash_of(item));
    const auto count = static_cast<std::uint64_t>(std::distance(first, last));
    found
        = std::any_of(first, last, [&](const auto& place) { return equal(m_items[place.second], item) == Truth::yes; });
    return m_evaluator.spend(weight_of(item) * (1 + count));
}

bool DistinctItems::add(const Item& item)
{
    bool found = false;
    if (!is_there(item, found))
        return false;
    if (!found)
        m_items.push(item);
    return true;
}

bool append_distinct(Evaluator& evaluator, const Collection& items, Collection& output)
{
    DistinctItems distinct(evaluator, output);
    return std::all_of(items.begin(), items.end(), [&](const Item& item) { return distinct.add(item); });
}

bool apply_operator(
    Evaluator& evaluator, Operator operation, const Collection& left, const Collection& right, Collection& output)
{
    switch (operation) {
    case Operator::unite: return append_distinct(evaluator, left, output) && append_distinct(evaluator, right, output);
    case Operator::equal:
    case Operator::not_equal:
    case Operator::equivalent:
    case Operator::not_equivalent: return apply_equality(evaluator, operation, left, right, output);
    case Operator::in: return apply_membership(evaluator, right, left, output);
    case Operator::contains: return apply_membership(evaluator, left, right, output);
    default: break;
    }
    Item a;
    Item b;
    if (!evaluator.single_value(left, "an operator", a) || !evaluator.single_value(right, "an operator", b))
        return false;
    if (operation == Operator::concatenate)
        return concatenate(evaluator, a, b, output);
    if (!a.exists() || !b.exists())
        return true;
    const bool is_order = operation >= Operator::less && operation <= Operator::greater_or_equal;
    return is_order ? apply_order(evaluator, operation, a, b, output)
                    : apply_arithmetic(evaluator, operation, a, b, output);
}

}  // namespace helselos::fhir::path
