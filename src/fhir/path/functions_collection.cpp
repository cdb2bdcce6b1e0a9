// http://hl7.org/fhirpath/N1/#filtering-and-projection, #subsetting, #combining, #tree-navigation, #aggregates
#include "fhir/path/compare.h"
#include "fhir/path/evaluator.h"
#include "fhir/path/operators.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace helselos::fhir::path {

namespace {

std::span<const Item> one(const Collection& items, std::size_t place)
{
    return items.items().subspan(place, 1);
}

bool where(const Call& call)
{
    for (std::size_t i = 0; i < call.input.size(); ++i) {
        Collection result;
        Truth truth = Truth::unknown;
        if (!call.evaluator.argument_for(call, 0, one(call.input, i), static_cast<std::int64_t>(i), result)
            || !call.evaluator.truth_of(result, truth))
            return false;
        if (truth == Truth::yes)
            call.output.push(call.input[i]);
    }
    return true;
}

bool select(const Call& call)
{
    for (std::size_t i = 0; i < call.input.size(); ++i) {
        Collection result;
        if (!call.evaluator.argument_for(call, 0, one(call.input, i), static_cast<std::int64_t>(i), result))
            return false;
        call.output.append(result.items());
    }
    return true;
}

bool project(const Call& call, const Item& item, Collection& result)
{
    const auto before = result.size();
    return call.evaluator.argument_for(call, 0, {&item, 1}, call.frame.index, result)
        && call.evaluator.spend(1 + result.size() - before);
}

// What the projection yields, of the input and then of all that was found; each item once.
bool repeat(const Call& call)
{
    DistinctItems found(call.evaluator, call.output);
    const auto add = [&](const Collection& items) {
        return std::all_of(items.begin(), items.end(), [&](const Item& item) { return found.add(item); });
    };
    for (const auto& item : call.input) {
        Collection result;
        if (!project(call, item, result) || !add(result))
            return false;
    }
    for (std::size_t i = 0; i < call.output.size(); ++i) {
        const Item item = call.output[i];
        Collection result;
        if (!project(call, item, result) || !add(result))
            return false;
    }
    return true;
}

// What the projection yields, again and again, until nothing comes any more.
bool repeat_all(const Call& call)
{
    for (const auto& item : call.input)
        if (!project(call, item, call.output))
            return false;
    for (std::size_t i = 0; i < call.output.size(); ++i) {
        const Item item = call.output[i];
        if (!project(call, item, call.output))
            return false;
    }
    return true;
}

bool children(const Call& call)
{
    for (const auto& item : call.input)
        call.evaluator.navigation().children(item, call.output);
    return true;
}

bool descendants(const Call& call)
{
    for (const auto& item : call.input)
        call.evaluator.navigation().children(item, call.output);
    for (std::size_t i = 0; i < call.output.size(); ++i) {
        const Item item = call.output[i];
        call.evaluator.navigation().children(item, call.output);
        if (!call.evaluator.spend(1))
            return false;
    }
    return true;
}

bool single(const Call& call)
{
    Item item;
    if (!call.evaluator.single(call.input, "single()", item))
        return false;
    if (item.exists())
        call.output.push(item);
    return true;
}

bool first(const Call& call)
{
    call.output.append(call.input.items().first(std::min<std::size_t>(1, call.input.size())));
    return true;
}

bool last(const Call& call)
{
    call.output.append(call.input.items().last(std::min<std::size_t>(1, call.input.size())));
    return true;
}

bool tail(const Call& call)
{
    call.output.append(call.input.items().subspan(std::min<std::size_t>(1, call.input.size())));
    return true;
}

// The argument as a count within the input; empty when there is none.
bool count_argument(const Call& call, std::optional<std::size_t>& count)
{
    Collection argument;
    Item item;
    if (!call.evaluator.argument(call, 0, argument) || !call.evaluator.single(argument, "a count", item))
        return false;
    if (!item.exists())
        return true;
    const auto number = item.integer();
    if (!number)
        return call.evaluator.fail("FHIRPath: a count is an Integer");
    count = *number <= 0 ? 0 : std::min(call.input.size(), static_cast<std::size_t>(*number));
    return true;
}

bool skip(const Call& call)
{
    std::optional<std::size_t> count;
    if (!count_argument(call, count))
        return false;
    if (count)
        call.output.append(call.input.items().subspan(*count));
    return true;
}

bool take(const Call& call)
{
    std::optional<std::size_t> count;
    if (!count_argument(call, count))
        return false;
    if (count)
        call.output.append(call.input.items().first(*count));
    return true;
}

bool intersect(const Call& call)
{
    Collection other;
    if (!call.evaluator.argument(call, 0, other))
        return false;
    DistinctItems common(call.evaluator, call.output);
    for (const auto& item : call.input) {
        bool is_there = false;
        if (!contains(call.evaluator, other, item, is_there) || (is_there && !common.add(item)))
            return false;
    }
    return true;
}

bool exclude(const Call& call)
{
    Collection other;
    if (!call.evaluator.argument(call, 0, other))
        return false;
    for (const auto& item : call.input) {
        bool is_there = false;
        if (!contains(call.evaluator, other, item, is_there))
            return false;
        if (!is_there)
            call.output.push(item);
    }
    return true;
}

bool unite(const Call& call)
{
    Collection other;
    return call.evaluator.argument(call, 0, other) && append_distinct(call.evaluator, call.input, call.output)
        && append_distinct(call.evaluator, other, call.output);
}

bool combine(const Call& call)
{
    call.output.append(call.input.items());
    Collection other;
    if (!call.evaluator.argument(call, 0, other))
        return false;
    call.output.append(other.items());
    return true;
}

bool coalesce(const Call& call)
{
    for (std::size_t i = 0; i < call.step.arguments.size() && call.output.empty(); ++i)
        if (!call.evaluator.argument(call, i, call.output))
            return false;
    return true;
}

bool if_then_else(const Call& call)
{
    const auto& [evaluator, step, input, frame, output] = call;
    if (input.size() > 1)
        return evaluator.fail("FHIRPath: iif() takes one item, and there are several");
    Collection criterion;
    if (!evaluator.argument_for(call, 0, input.items(), frame.index, criterion))
        return false;
    Item item;
    if (!evaluator.single(criterion, "the criterion of iif()", item))
        return false;
    if (item.exists() && !item.boolean())
        return evaluator.fail("FHIRPath: the criterion of iif() is a Boolean");
    const bool holds = item.exists() && *item.boolean();
    if (!holds && step.arguments.size() < 3)
        return true;
    return evaluator.argument_for(call, holds ? 1 : 2, input.items(), frame.index, output);
}

bool aggregate(const Call& call)
{
    Collection total;
    if (call.step.arguments.size() > 1 && !call.evaluator.argument(call, 1, total))
        return false;
    for (std::size_t i = 0; i < call.input.size(); ++i) {
        Collection next;
        const Frame frame{one(call.input, i), static_cast<std::int64_t>(i), &total, call.frame.variables};
        if (!call.evaluator.evaluate(call.step.arguments.front().node, frame, next))
            return false;
        total = std::move(next);
    }
    call.output.append(total.items());
    return true;
}

// The keys of each item, one after the other; a key that is missing is of kind none.
bool sort_keys(const Call& call, std::vector<Item>& keys)
{
    const auto& arguments = call.step.arguments;
    for (std::size_t i = 0; i < call.input.size(); ++i) {
        if (arguments.empty())
            keys.push_back(call.input[i]);
        for (std::size_t key = 0; key < arguments.size(); ++key) {
            Collection result;
            Item item;
            if (!call.evaluator.argument_for(call, key, one(call.input, i), static_cast<std::int64_t>(i), result)
                || !call.evaluator.single_value(result, "a sort key", item))
                return false;
            keys.push_back(item);
        }
    }
    return true;
}

// What is missing comes last, and first when descending.
std::strong_ordering key_order(const Item& left, const Item& right, bool& comparable)
{
    if (!left.exists() || !right.exists())
        return right.exists() <=> left.exists();
    const auto comparison = order_of(left, right);
    comparable = comparable && comparison.comparable;
    return comparison.order.value_or(std::strong_ordering::equal);
}

bool sort(const Call& call)
{
    std::vector<Item> keys;
    if (!sort_keys(call, keys))
        return false;
    const auto& arguments = call.step.arguments;
    const auto width = std::max<std::size_t>(1, arguments.size());
    bool comparable = true;
    const auto precedes = [&](std::size_t left, std::size_t right) {
        for (std::size_t key = 0; key < width; ++key) {
            const auto order = key_order(keys[left * width + key], keys[right * width + key], comparable);
            if (order != 0)
                return (order < 0) != (!arguments.empty() && arguments[key].descending);
        }
        return false;
    };
    std::vector<std::size_t> places(call.input.size());
    std::iota(places.begin(), places.end(), std::size_t(0));
    constexpr std::uint64_t comparisons_per_item = 20;
    if (!call.evaluator.spend(places.size() * comparisons_per_item))
        return false;
    std::stable_sort(places.begin(), places.end(), precedes);
    if (!comparable)
        return call.evaluator.fail("FHIRPath: sort keys that cannot be ordered");
    for (const auto place : places)
        call.output.push(call.input[place]);
    return true;
}

bool trace(const Call& call)
{
    Collection name;
    Item item;
    if (!call.evaluator.argument(call, 0, name) || !call.evaluator.single(name, "trace()", item))
        return false;
    const auto& sink = call.evaluator.environment().trace;
    if (sink && call.step.arguments.size() > 1) {
        Collection projected;
        for (std::size_t i = 0; i < call.input.size(); ++i)
            if (!call.evaluator.argument_for(call, 1, one(call.input, i), static_cast<std::int64_t>(i), projected))
                return false;
        sink(item.text(), projected);
    } else if (sink) {
        sink(item.text(), call.input);
    }
    call.output.append(call.input.items());
    return true;
}

constexpr std::array functions{
    Function{"where", 1, 1, where},
    Function{"select", 1, 1, select},
    Function{"repeat", 1, 1, repeat},
    Function{"repeatAll", 1, 1, repeat_all},
    Function{"children", 0, 0, children},
    Function{"descendants", 0, 0, descendants},
    Function{"single", 0, 0, single},
    Function{"first", 0, 0, first},
    Function{"last", 0, 0, last},
    Function{"tail", 0, 0, tail},
    Function{"skip", 1, 1, skip},
    Function{"take", 1, 1, take},
    Function{"intersect", 1, 1, intersect},
    Function{"exclude", 1, 1, exclude},
    Function{"union", 1, 1, unite},
    Function{"combine", 1, 2, combine},
    Function{"coalesce", 1, 64, coalesce},
    Function{"defineVariable", 1, 2, nullptr, false, false, true},
    Function{"iif", 2, 3, if_then_else},
    Function{"aggregate", 1, 2, aggregate},
    Function{"sort", 0, 16, sort, false, true},
    Function{"trace", 1, 2, trace},
};

}  // namespace

std::span<const Function> collection_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
