#include "access/decide.h"

#include <algorithm>
#include <array>

namespace helselos::access {

namespace {

constexpr std::array<std::string_view, 22> definitional_types{"ActivityDefinition", "CapabilityStatement", "CodeSystem",
    "CompartmentDefinition", "ConceptMap", "EventDefinition", "HealthcareService", "ImplementationGuide", "Library",
    "Location", "Measure", "MessageDefinition", "NamingSystem", "OperationDefinition", "Organization", "PlanDefinition",
    "Questionnaire", "SearchParameter", "StructureDefinition", "StructureMap", "TerminologyCapabilities", "ValueSet"};
constexpr std::array<std::string_view, 2> staff_types{"Practitioner", "PractitionerRole"};

// Who may do what with which class. One row, one permission; there is nothing else.
struct Permission {
    CallerKind caller;
    Deed deed;
    TypeClass type;
};

constexpr Permission permissions[] = {
    {CallerKind::nobody, Deed::read, TypeClass::definitional},
    {CallerKind::nobody, Deed::search, TypeClass::definitional},

    {CallerKind::resident, Deed::read, TypeClass::definitional},
    {CallerKind::resident, Deed::search, TypeClass::definitional},
    {CallerKind::resident, Deed::read, TypeClass::staff},
    {CallerKind::resident, Deed::search, TypeClass::staff},
    {CallerKind::resident, Deed::read, TypeClass::record},
    {CallerKind::resident, Deed::search, TypeClass::record},
    {CallerKind::resident, Deed::history, TypeClass::record},

    {CallerKind::personnel, Deed::read, TypeClass::definitional},
    {CallerKind::personnel, Deed::search, TypeClass::definitional},
    {CallerKind::personnel, Deed::read, TypeClass::staff},
    {CallerKind::personnel, Deed::search, TypeClass::staff},
    {CallerKind::personnel, Deed::read, TypeClass::record},
    {CallerKind::personnel, Deed::search, TypeClass::record},
    {CallerKind::personnel, Deed::history, TypeClass::record},
};

bool is_permitted(CallerKind caller, Deed deed, TypeClass type)
{
    // A service decides by its own rules before it acts; the operator owns the machine.
    if (caller == CallerKind::system || caller == CallerKind::service)
        return true;
    return std::ranges::any_of(permissions,
        [&](const Permission& row) { return row.caller == caller && row.deed == deed && row.type == type; });
}

store::Scope scope_of(const Caller& caller)
{
    store::Scope scope;
    scope.everything = caller.kind == CallerKind::system || caller.kind == CallerKind::service;
    scope.open_types.assign(definitional_types.begin(), definitional_types.end());
    if (caller.kind == CallerKind::resident) {
        scope.owners = caller.represents;
        scope.owners.push_back(caller.subject);
    }
    if (caller.kind == CallerKind::personnel)
        scope.owners = {caller.organization};
    if (caller.kind == CallerKind::resident || caller.kind == CallerKind::personnel)
        scope.open_types.insert(scope.open_types.end(), staff_types.begin(), staff_types.end());
    return scope;
}

}  // namespace

TypeClass class_of(std::string_view type)
{
    if (std::ranges::find(definitional_types, type) != definitional_types.end())
        return TypeClass::definitional;
    if (std::ranges::find(staff_types, type) != staff_types.end())
        return TypeClass::staff;
    return TypeClass::record;
}

Decision decide(const Caller& caller, Deed deed, std::string_view type)
{
    // All types at once is as strict as the strictest of them.
    const auto type_class = type.empty() ? TypeClass::record : class_of(type);
    if (!is_permitted(caller.kind, deed, type_class))
        return {caller.kind == CallerKind::nobody ? Verdict::sign_in : Verdict::forbid, {}, false};
    const bool is_person = caller.kind == CallerKind::resident || caller.kind == CallerKind::personnel;
    const bool for_person = caller.kind == CallerKind::service && !caller.acting_for.empty();
    return {Verdict::permit, scope_of(caller), type_class == TypeClass::record && (is_person || for_person)};
}

}  // namespace helselos::access
