#include "access/app_scopes.h"

#include "base/url.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/parse_query.h"

#include <algorithm>
#include <optional>

namespace helselos::access {

namespace {

using fhir::search::Clause;
using Clauses = std::vector<Clause>;

bool is_bound(const Caller& caller)
{
    return caller.kind == CallerKind::machine || !caller.scopes.empty();
}

bool allows(const SmartScope& scope, Deed deed)
{
    switch (deed) {
    case Deed::read:
    case Deed::history: return scope.read;
    case Deed::search: return scope.search;
    case Deed::write: return scope.create || scope.update || scope.remove;
    case Deed::create: return scope.create;
    case Deed::update: return scope.update;
    case Deed::remove: return scope.remove;
    }
    return false;
}

// A machine acts for itself; a person's app for the person or for the patient it was started with.
bool is_of(const SmartScope& scope, const Caller& caller)
{
    const bool is_machine = caller.kind == CallerKind::machine;
    switch (scope.context) {
    case SmartScope::Context::system: return is_machine;
    case SmartScope::Context::user: return !is_machine;
    case SmartScope::Context::patient: return !is_machine && caller.launch_patient.starts_with("Patient/");
    }
    return false;
}

bool covers(const SmartScope& scope, std::string_view type)
{
    return scope.type == "*" || scope.type == type;
}

// None: it cannot be understood.
std::optional<Clauses> restriction_of(
    const SmartScope& scope, std::string_view type, const fhir::search::Grounds& grounds)
{
    if (scope.restriction.empty())
        return Clauses();
    const auto parameters = parse_query_string(scope.restriction);
    if (!parameters)
        return std::nullopt;
    Issues notes;
    auto query = fhir::search::parse_query(
        fhir::search::Space::of_type(type), *parameters, grounds, fhir::search::Handling::strict, notes);
    if (!query || query->all_of.empty() || !query->includes.empty() || !query->revincludes.empty())
        return std::nullopt;
    return std::move(query->all_of);
}

// What resources of the type must fulfil for this scope; no clause: nothing. None: the scope gives none of them.
std::optional<Clauses> demands_of(
    const SmartScope& scope, const Caller& caller, std::string_view type, const fhir::search::Grounds& grounds)
{
    auto demands = restriction_of(scope, type, grounds);
    const bool is_of_patients = class_of(type) != TypeClass::staff;
    if (demands && scope.context == SmartScope::Context::patient && is_of_patients)
        demands->push_back(fhir::search::InCompartment{caller.launch_patient});
    return demands;
}

// Adds the type to what is open, and what it must fulfil; of several scopes one is enough.
void add_type(
    store::Scope& to, const Caller& caller, Deed deed, std::string_view type, const fhir::search::Grounds& grounds)
{
    fhir::search::AnyOf any;
    bool is_open = false;
    for (const auto& scope : caller.scopes) {
        if (!is_of(scope, caller) || !covers(scope, type) || !allows(scope, deed))
            continue;
        auto demands = demands_of(scope, caller, type, grounds);
        if (!demands)
            continue;
        is_open = is_open || demands->empty();
        any.clauses.push_back(fhir::search::AllOf{*std::move(demands)});
    }
    if (any.clauses.empty())
        return;
    to.types->emplace_back(type);
    if (!is_open)
        to.only.push_back({std::string(type), std::move(any)});
}

}  // namespace

bool is_within_scopes(const Caller& caller, Deed deed, std::string_view type)
{
    return !is_bound(caller) || class_of(type) == TypeClass::definitional
        || std::ranges::any_of(caller.scopes, [&](const SmartScope& scope) {
               return is_of(scope, caller) && covers(scope, type) && allows(scope, deed);
           });
}

void narrow_to_scopes(Decision& decision, const Caller& caller, Deed deed, std::span<const std::string> asked,
    const fhir::search::Grounds& grounds)
{
    if (!is_bound(caller) || decision.verdict != Verdict::permit)
        return;
    const auto before = decision.scope.types;
    decision.scope.types.emplace();
    for (const auto each : fhir::Definitions::r4().resource_types()) {
        if (before && std::ranges::find(*before, each) == before->end())
            continue;
        if (class_of(each) == TypeClass::definitional)
            decision.scope.types->emplace_back(each);
        else
            add_type(decision.scope, caller, deed, each, grounds);
    }
    const auto& types = *decision.scope.types;
    const auto is_covered
        = [&](const std::string& type) { return type.empty() || std::ranges::find(types, type) != types.end(); };
    if (!std::ranges::all_of(asked, is_covered)) {
        decision.verdict = Verdict::forbid;
        decision.rule = not_in_scopes_of_app;
    }
}

}  // namespace helselos::access
