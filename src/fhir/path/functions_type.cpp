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

bool as(const Call& call)
{
    if (call.input.size() > 1 && !call.evaluator.environment().as_is_a_filter)
        return call.evaluator.fail("FHIRPath: as() takes one item, and there are several");
    return of_type(call);
}

bool type(const Call& call)
{
    for (const auto& item : call.input) {
        const auto* known = item.type();
        const auto base = known != nullptr && known->base != nullptr ? known->base->name : std::string_view();
        const TypeInfo info{item.is_element() ? "FHIR" : "System", item.type_name(), base};
        call.output.push(Item::of_type_info(call.evaluator.environment().memory().make(info)));
    }
    return true;
}

constexpr std::array functions{
    Function{"is", 0, 0, is, true},
    Function{"as", 0, 0, as, true},
    Function{"ofType", 0, 0, of_type, true},
    Function{"type", 0, 0, type},
};

}  // namespace

std::span<const Function> type_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
