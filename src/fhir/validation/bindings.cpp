// http://hl7.org/fhir/R4/terminologies.html#strength
#include "fhir/validation/walk.h"

namespace helselos::fhir::validation {

namespace {

Membership of_known(const ValueSet& set, std::string_view system, std::string_view code)
{
    if (code.empty())
        return Membership::no_code;
    return set.contains(system, code) ? Membership::inside : Membership::outside;
}

// One coding in the set is enough.
Membership of_concept(const ValueSet& set, json::Value codings)
{
    auto best = Membership::no_code;
    for (const auto coding : codings.elements()) {
        const auto one = of_known(set, coding["system"].text(), coding["code"].text());
        if (one == Membership::inside)
            return one;
        if (best == Membership::no_code)
            best = one;
    }
    return best;
}

// Of a set of R4 whose codes are all at hand.
Membership of_complete(const ValueSet& set, json::Value value, Shape shape)
{
    if (value.is_string())
        return set.contains(value.text()) ? Membership::inside : Membership::outside;
    return shape == Shape::concept_ ? of_concept(set, value["coding"])
                                    : of_known(set, value["system"].text(), value["code"].text());
}

bool can_be_coded(json::Value value, Shape shape)
{
    return value.is_string() || shape == Shape::coding || shape == Shape::quantity || shape == Shape::concept_;
}

std::string_view word_of(BindingStrength strength)
{
    switch (strength) {
    case BindingStrength::required: return "required";
    case BindingStrength::extensible: return "extensible";
    case BindingStrength::preferred: return "preferred";
    case BindingStrength::example: return "example";
    }
    return {};
}

Severity severity_of(BindingStrength strength)
{
    if (strength == BindingStrength::required)
        return Severity::error;
    return strength == BindingStrength::extensible ? Severity::warning : Severity::information;
}

}  // namespace

void Walk::binding(json::Value value, const Property& property, const ElementRule& element, const Place& place)
{
    const auto& bound = *element.definition->binding;
    const auto shape = property.type->shape;
    const auto severity = severity_of(bound.strength);
    if (bound.strength == BindingStrength::example || !is_wanted(severity) || !can_be_coded(value, shape))
        return;
    const bool is_at_hand = element.value_set != nullptr && element.value_set->is_complete;
    const auto* set = is_at_hand ? nullptr : m_tables.codes().set(bound.value_set);
    const auto is = is_at_hand ? of_complete(*element.value_set, value, shape) : membership(set, value);
    if (is == Membership::inside)
        return;
    const auto name = std::string(word_of(bound.strength)) + " value set " + std::string(bound.value_set);
    if (is == Membership::outside)
        return add(severity, "code-invalid", place, "the code is not in the " + name);
    // A quantity without unit, or a concept in words only where words are allowed.
    if (is == Membership::no_code) {
        if (severity == Severity::error && shape != Shape::quantity)
            error("code-invalid", place, "a code of the " + name + " is demanded");
        return;
    }
    undecided(set == nullptr ? bound.strength : BindingStrength::preferred, bound.value_set, name, place);
}

// Each set is told once.
void Walk::undecided(BindingStrength strength, std::string_view url, const std::string& name, const Place& place)
{
    const bool is_weak = strength == BindingStrength::preferred || strength == BindingStrength::example;
    const auto severity = is_weak ? Severity::information : Severity::warning;
    if (is_wanted(severity) && m_undecided.insert(url).second)
        add(severity, "not-supported", place,
            "not checked, here and elsewhere: not all codes of the " + name + " are known here");
}

}  // namespace helselos::fhir::validation
