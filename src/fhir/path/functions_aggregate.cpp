// sum(), min(), max() and avg() (http://hl7.org/fhirpath/STU3/#aggregates).
#include "fhir/path/compare.h"
#include "fhir/path/evaluator.h"
#include "fhir/path/operators.h"
#include "fhir/path/system_type.h"

#include <array>
#include <string>

namespace helselos::fhir::path {

namespace {

bool fail_for(const Call& call)
{
    return call.evaluator.fail("FHIRPath: " + std::string(call.step.function->name) + "() takes values of one type");
}

// Where items differ in type, there is no sum; a date may stand beside a date and time, a number beside a number.
bool are_of_one_type(const Call& call)
{
    for (const auto& item : call.input) {
        const auto kind = system_kind(item);
        if (kind == Item::Kind::none || (kind != system_kind(call.input.front()) && !is_number(kind)))
            return fail_for(call);
    }
    return true;
}

bool add_up(const Call& call, Collection& total)
{
    if (!are_of_one_type(call))
        return false;
    for (const auto& item : call.input) {
        const auto kind = system_kind(item);
        if (!is_number(kind) && kind != Item::Kind::quantity)
            return fail_for(call);
        const Collection next(item);
        Collection sum;
        if (total.empty())
            sum.push(to_system(item, call.evaluator.environment()));
        else if (!apply_operator(call.evaluator, Operator::add, total, next, sum))
            return false;
        if (sum.empty()) {
            total.clear();
            return true;
        }
        total = std::move(sum);
    }
    return true;
}

bool sum(const Call& call)
{
    return add_up(call, call.output);
}

bool average(const Call& call)
{
    Collection total;
    if (!add_up(call, total))
        return false;
    const Collection count(Item::of_integer(static_cast<std::int64_t>(call.input.size())));
    return apply_operator(call.evaluator, Operator::divide, total, count, call.output);
}

enum class Extreme : std::uint8_t { least, greatest };

// Nothing where two items cannot be told apart, such as dates of different precision.
bool push_extreme(const Call& call, Extreme extreme)
{
    if (call.input.empty())
        return true;
    if (!are_of_one_type(call))
        return false;
    Item best = call.input.front();
    for (const auto& item : call.input) {
        const auto comparison = order_of(item, best);
        if (!comparison.comparable)
            return fail_for(call);
        if (!comparison.order)
            return true;
        if (extreme == Extreme::least ? *comparison.order < 0 : *comparison.order > 0)
            best = item;
    }
    call.output.push(best);
    return call.evaluator.spend(call.input.size());
}

bool minimum(const Call& call)
{
    return push_extreme(call, Extreme::least);
}
bool maximum(const Call& call)
{
    return push_extreme(call, Extreme::greatest);
}

constexpr std::array functions{
    Function{"sum", 0, 0, sum},
    Function{"avg", 0, 0, average},
    Function{"min", 0, 0, minimum},
    Function{"max", 0, 0, maximum},
};

}  // namespace

std::span<const Function> aggregate_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
