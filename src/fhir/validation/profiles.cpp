// The profiles a resource has to satisfy: those it claims, and those that are asked for.
#include "fhir/validation/shown_address.h"
#include "fhir/validation/walk.h"

namespace helselos::fhir::validation {

Item Walk::item_of(json::Value value, const TypeRule& rule, const Place& place) const
{
    return {{value, {}}, &rule, Primitive::none, rule.type->name, &m_around, place};
}

void Walk::profiles(json::Value resource, const TypeRule& rule, const Place& place, bool is_outermost)
{
    const auto claimed = resource["meta"]["profile"];
    const bool is_asked_for = is_outermost && !m_options.profiles.empty();
    const bool may_be_implied = m_options.with_implied_profiles && rule.type->name == "Observation";
    if (!claimed.exists() && !is_asked_for && !may_be_implied)
        return;
    const auto item = item_of(resource, rule, place);
    const Place meta{&place, "meta"};
    Place claim{&meta, "profile", {}, 0};
    for (const auto canonical : claimed.elements()) {
        if (canonical.is_string() && !is_stopped())
            claimed_profile(canonical.text(), item, claim);
        ++claim.index;
    }
    implied_profiles(resource, item);
    if (is_asked_for)
        for (const auto& canonical : m_options.profiles)
            m_profile_walk.judge(canonical, item);
}

// One that is not known here may be known elsewhere: that it was not checked is a warning.
void Walk::claimed_profile(std::string_view canonical, const Item& item, const Place& claim)
{
    const auto program = m_tables.programs().find(canonical);
    if (program && *program != nullptr)
        return m_profile_walk.judge(**program, item);
    const auto text = "not checked: the profile " + shown_address(canonical);
    if (program)
        return add(Severity::warning, "not-found", claim, text + " is not known here");
    add(Severity::warning, "not-supported", claim, text + " cannot be used: " + program.error().reason);
}

}  // namespace helselos::fhir::validation
