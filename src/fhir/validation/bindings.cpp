// http://hl7.org/fhir/R4/terminologies.html#strength
#include "fhir/validation/walk.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

enum class Membership { inside, outside, undecided, no_code };

Membership of_coding(json::Value coding, const ValueSet& set)
{
    const auto code = coding["code"].text();
    if (code.empty())
        return Membership::no_code;
    if (set.contains(coding["system"].text(), code))
        return Membership::inside;
    return set.is_complete ? Membership::outside : Membership::undecided;
}

// One coding in the set is enough.
Membership of_concept(json::Value concept_value, const ValueSet& set)
{
    auto best = Membership::no_code;
    for (const auto coding : concept_value["coding"].elements()) {
        const auto one = of_coding(coding, set);
        if (one == Membership::inside)
            return one;
        if (one == Membership::undecided || best == Membership::no_code)
            best = one;
    }
    return best;
}

Membership of_code(std::string_view code, const ValueSet& set)
{
    if (set.contains(code))
        return Membership::inside;
    return set.is_complete ? Membership::outside : Membership::undecided;
}

Membership of_value(json::Value value, Shape shape, const ValueSet& set)
{
    if (value.is_string())
        return of_code(value.text(), set);
    if (shape == Shape::coding || shape == Shape::quantity)
        return of_coding(value, set);
    return shape == Shape::concept_ ? of_concept(value, set) : Membership::inside;
}

}  // namespace

void Walk::binding(json::Value value, const Property& property, const ElementRule& element, const Place& place)
{
    const auto& bound = *element.definition->binding;
    const bool is_required = bound.strength == BindingStrength::required;
    if (!is_required && (bound.strength != BindingStrength::extensible || !is_wanted(Severity::warning)))
        return;
    const auto name = std::string(bound.value_set);
    const auto membership = element.value_set == nullptr ? Membership::undecided
                                                         : of_value(value, property.type->shape, *element.value_set);
    switch (membership) {
    case Membership::inside: return;
    case Membership::outside:
        if (is_required)
            return error("code-invalid", place, "the code is not in the required value set " + name);
        return add(Severity::warning, "code-invalid", place, "the code is not in the extensible value set " + name);
    case Membership::no_code:
        // A quantity without unit, or a concept in words only where words are allowed.
        if (is_required && property.type->shape != Shape::quantity)
            error("code-invalid", place, "a code of the required value set " + name + " is demanded");
        return;
    case Membership::undecided:
        if (is_required && is_wanted(Severity::information) && m_undecided.insert(bound.value_set).second)
            add(Severity::information, "not-supported", place,
                "not checked, here and elsewhere: not all codes of the value set " + name + " are known here");
        return;
    }
}

}  // namespace helselos::fhir::validation
