#include "fhir/search/compartment.h"

#include "fhir/search/all_of.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

const CompartmentRule* rule_of(const Compartment& compartment, std::string_view type)
{
    const auto rule = std::ranges::find(compartment.rules, type, &CompartmentRule::resource_type);
    return rule == compartment.rules.end() ? nullptr : &*rule;
}

// Memberships are kept for patients only; the other compartments are asked by the references that make them.
Clause by_references(
    const Owner& owner, std::string_view type, const CompartmentRule* rule, const Parameters& parameters)
{
    std::vector<Clause> any;
    if (type == owner.type)
        any.emplace_back(Criterion{.parameter = "_id", .any_of = {TokenValue{{}, owner.id}}});
    for (const auto code : rule == nullptr ? std::span<const std::string_view>() : rule->parameters)
        if (const auto* parameter = parameters.find(type, code); parameter && parameter->type == SearchType::reference)
            any.emplace_back(Criterion{.parameter = std::string(code),
                .type = SearchType::reference,
                .any_of = {ReferenceValue{.type = owner.type, .id = owner.id}}});
    return any_of(std::move(any));
}

}  // namespace

Result<Clause> in_compartment(const Owner& owner, const std::vector<std::string>& types, const Parameters& parameters)
{
    const auto* compartment = parameters.definitions().compartment(owner.type);
    if (compartment == nullptr)
        return Error{Kind::not_found, fmt::format("{} has no compartment", owner.type)};
    for (const auto& type : types)
        if (type != owner.type && rule_of(*compartment, type) == nullptr)
            return Error{Kind::not_found, fmt::format("{} is not in the compartment of a {}", type, owner.type)};
    if (owner.type == "Patient")
        return Clause(InCompartment{fmt::format("Patient/{}", owner.id)});
    if (types.size() != 1)
        return Error{
            Kind::unsupported, fmt::format("in the compartment of a {}, one type at a time is searched", owner.type)};
    return by_references(owner, types.front(), rule_of(*compartment, types.front()), parameters);
}

}  // namespace helselos::fhir::search
