// http://hl7.org/fhirpath/N1/#existence
#include "fhir/path/evaluator.h"
#include "fhir/path/operators.h"

#include <algorithm>
#include <array>

namespace helselos::fhir::path {

namespace {

bool push(const Call& call, bool truth)
{
    call.output.push(Item::of_boolean(truth));
    return true;
}

bool is_empty(const Call& call)
{
    return push(call, call.input.empty());
}

// Whether the criterion, the first argument, is true for any or all items.
bool any_or_all(const Call& call, bool wanted)
{
    for (std::size_t i = 0; i < call.input.size(); ++i) {
        Collection result;
        Truth truth = Truth::unknown;
        if (!call.evaluator.argument_for(
                call, 0, call.input.items().subspan(i, 1), static_cast<std::int64_t>(i), result)
            || !call.evaluator.truth_of(result, truth))
            return false;
        if ((truth == Truth::yes) == wanted)
            return push(call, wanted);
    }
    return push(call, !wanted);
}

bool exists(const Call& call)
{
    return call.step.arguments.empty() ? push(call, !call.input.empty()) : any_or_all(call, true);
}

bool all(const Call& call)
{
    return any_or_all(call, false);
}

bool negation(const Call& call)
{
    Truth truth = Truth::unknown;
    if (!call.evaluator.truth_of(call.input, truth))
        return false;
    if (truth != Truth::unknown)
        push(call, truth == Truth::no);
    return true;
}

bool count(const Call& call)
{
    call.output.push(Item::of_integer(static_cast<std::int64_t>(call.input.size())));
    return true;
}

// True as soon as one item is `wanted`, else `otherwise`; every item looked at is a Boolean.
bool look_for(const Call& call, bool wanted, bool otherwise)
{
    bool found = false;
    for (const auto& item : call.input) {
        const auto boolean = item.boolean();
        if (!boolean)
            return call.evaluator.fail("FHIRPath: " + std::string(call.step.function->name) + "() takes Booleans");
        found = found || *boolean == wanted;
    }
    return push(call, found ? !otherwise : otherwise);
}

bool all_true(const Call& call)
{
    return look_for(call, false, true);
}
bool any_true(const Call& call)
{
    return look_for(call, true, false);
}
bool all_false(const Call& call)
{
    return look_for(call, true, true);
}
bool any_false(const Call& call)
{
    return look_for(call, false, false);
}

bool is_subset(Evaluator& evaluator, const Collection& part, const Collection& whole, bool& result)
{
    for (const auto& item : part) {
        if (!contains(evaluator, whole, item, result))
            return false;
        if (!result)
            return true;
    }
    result = true;
    return true;
}

bool subset_of(const Call& call)
{
    Collection other;
    bool result = false;
    return call.evaluator.argument(call, 0, other) && is_subset(call.evaluator, call.input, other, result)
        && push(call, result);
}

bool superset_of(const Call& call)
{
    Collection other;
    bool result = false;
    return call.evaluator.argument(call, 0, other) && is_subset(call.evaluator, other, call.input, result)
        && push(call, result);
}

bool distinct(const Call& call)
{
    return append_distinct(call.evaluator, call.input, call.output);
}

bool is_distinct(const Call& call)
{
    Collection distinct_items;
    return append_distinct(call.evaluator, call.input, distinct_items)
        && push(call, distinct_items.size() == call.input.size());
}

constexpr std::array functions{
    Function{"empty", 0, 0, is_empty},
    Function{"exists", 0, 1, exists},
    Function{"all", 1, 1, all},
    Function{"not", 0, 0, negation},
    Function{"count", 0, 0, count},
    Function{"allTrue", 0, 0, all_true},
    Function{"anyTrue", 0, 0, any_true},
    Function{"allFalse", 0, 0, all_false},
    Function{"anyFalse", 0, 0, any_false},
    Function{"subsetOf", 1, 1, subset_of},
    Function{"supersetOf", 1, 1, superset_of},
    Function{"distinct", 0, 0, distinct},
    Function{"isDistinct", 0, 0, is_distinct},
};

}  // namespace

std::span<const Function> existence_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
