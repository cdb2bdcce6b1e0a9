// What a profile demands of a single value: fixed[x], pattern[x], minValue[x], maxValue[x], maxLength, binding.
#include "fhir/path/item.h"
#include "fhir/path/units.h"
#include "fhir/validation/likeness.h"
#include "fhir/validation/profile_walk.h"

#include <algorithm>
#include <compare>

namespace helselos::fhir::validation {

namespace {

std::size_t letters_of(std::string_view text)
{
    std::size_t letters = 0;
    for (const auto c : text)
        letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return letters;
}

// Of two values of one type. Empty: they have no order.
std::optional<std::strong_ordering> order_of(const path::Item& left, const path::Item& right)
{
    const auto left_quantity = left.quantity();
    const auto right_quantity = right.quantity();
    if (left_quantity && right_quantity)
        return path::compare(*left_quantity, *right_quantity);
    const auto left_moment = left.temporal();
    const auto right_moment = right.temporal();
    if (left_moment && right_moment)
        return path::compare(*left_moment, *right_moment);
    const auto left_number = left.decimal();
    const auto right_number = right.decimal();
    if (left_number && right_number)
        return *left_number <=> *right_number;
    return std::nullopt;
}

bool can_be_coded(const Item& item)
{
    return item.primitive != Primitive::none || item.type->shape == Shape::coding || item.type->shape == Shape::concept_
        || item.type->shape == Shape::quantity;
}

}  // namespace

void ProfileWalk::values(const ProfileProgram& program, const Demand& demand, const Item& item)
{
    const auto value = item.found.value;
    if (demand.fixed)
        tell_unlike(value, demand.fixed, Likes::fixed, item.place, program.profile->url, *m_report);
    if (demand.pattern)
        tell_unlike(value, demand.pattern, Likes::pattern, item.place, program.profile->url, *m_report);
    if (!value.exists())
        return;
    if (demand.min_value || demand.max_value)
        limits_of_value(program, demand, item);
    if (demand.length_max && value.is_string() && letters_of(value.text()) > *demand.length_max)
        m_report->error("too-long", item.place,
            "at most " + std::to_string(*demand.length_max) + " characters are allowed", program.profile->url);
    if (demand.binding && can_be_coded(item))
        binding(program, demand, item);
}

void ProfileWalk::limits_of_value(const ProfileProgram& program, const Demand& demand, const Item& item)
{
    const auto value = path::Item::of_element(item.found.value, item.found.extension, item.type->type);
    const auto check = [&](json::Value limit, bool is_min) {
        if (!limit.exists())
            return;
        const auto order = order_of(value, path::Item::of_element(limit, {}, item.type->type));
        const std::string name = is_min ? "the smallest value" : "the largest value";
        if (!order)
            m_report->add(Severity::warning, "not-supported", item.place,
                "not checked: it cannot be compared with " + name + " the profile allows", program.profile->url);
        else if (is_min ? *order < 0 : *order > 0)
            m_report->error("value", item.place, "beyond " + name + " the profile allows", program.profile->url);
    };
    check(demand.min_value, true);
    check(demand.max_value, false);
}

// Where several coded types are left, the binding is meant for one of them, and nobody knows which: R4 binds
// component.value[x] of vital signs to units, whatever its type. What is outside is then no error.
void ProfileWalk::binding(const ProfileProgram& program, const Demand& demand, const Item& item)
{
    const auto& bound = *demand.binding;
    const auto check = [&](std::string_view url, Severity outside, std::string_view word) {
        const auto* set = m_tables.codes().set(url);
        const auto is = membership(set, item.found.value);
        const auto name = std::string(word) + " value set " + std::string(url);
        if (demand.is_bound_in_part)
            outside = std::max(outside, Severity::warning);
        if (is == Membership::outside)
            m_report->add(outside, "code-invalid", item.place, "the code is not in the " + name, program.profile->url);
        if (is == Membership::no_code && outside == Severity::error && item.type->shape != Shape::quantity)
            m_report->error("code-invalid", item.place, "a code of the " + name + " is demanded", program.profile->url);
        if (is == Membership::undecided && m_undecided.insert(url).second)
            m_report->add(set == nullptr && outside < Severity::information ? Severity::warning : Severity::information,
                "not-supported", item.place,
                "not checked, here and elsewhere: not all codes of the " + name + " are known here",
                program.profile->url);
    };
    switch (bound.strength) {
    case BindingStrength::required: check(bound.value_set, Severity::error, "required"); break;
    case BindingStrength::extensible: check(bound.value_set, Severity::warning, "extensible"); break;
    case BindingStrength::preferred: check(bound.value_set, Severity::information, "preferred"); break;
    case BindingStrength::example: break;
    }
    if (!bound.outermost.empty())
        check(bound.outermost, Severity::error, "outermost");
}

}  // namespace helselos::fhir::validation
