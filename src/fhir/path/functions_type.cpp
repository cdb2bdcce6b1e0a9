// http://hl7.org/fhirpath/N1/#types and #reflection
#include "fhir/path/evaluator.h"

#include <array>

namespace helselos::fhir::path {

namespace {

bool is(const Call& call)
{
    Item item;
    if (!call.evaluator.single(call.input, "is()", item))
        return false;
    bool result = false;
    if (!item.exists())
        return true;
    if (!call.evaluator.is_of(item, call.step.type, Evaluator::Leniency::none, result))
        return false;
    call.output.push(Item::of_boolean(result));
    return true;
}

// R4's invariants take as() of several items, as a filter.
bool of_type(const Call& call)
{
    for (const auto& item : call.input) {
        bool is_wanted = false;
        if (!call.evaluator.is_of(item, call.step.type, Evaluator::Leniency::none, is_wanted))
            return false;
        if (is_wanted)
            call.output.push(item);
    }
    return true;
}

bool type(const Call& call)
{
    for (const auto& item : call.input) {
        const TypeInfo info{item.is_element() ? "FHIR" : "System", item.type_name()};
        call.output.push(Item::of_type_info(call.evaluator.environment().memory().make(info)));
    }
    return true;
}

constexpr std::array functions{
    Function{"is", 0, 0, is, true},
    Function{"as", 0, 0, of_type, true},
    Function{"ofType", 0, 0, of_type, true},
    Function{"type", 0, 0, type},
};

}  // namespace

std::span<const Function> type_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
