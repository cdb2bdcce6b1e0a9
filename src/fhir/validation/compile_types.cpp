#include "fhir/validation/compile_types.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

constexpr std::string_view any_resource = "http://hl7.org/fhir/StructureDefinition/Resource";

bool contains(std::span<const std::string_view> list, std::string_view wanted)
{
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

const TypeReference* base_type(const Element& base, std::string_view code)
{
    for (const auto& type : base.types)
        if (type.code == code)
            return &type;
    return nullptr;
}

// Those of the profile when they are narrower; where the base allows all, all others are narrower.
std::vector<std::string_view> narrower_targets(json::Value type, const TypeReference* base)
{
    std::vector<std::string_view> targets;
    for (const auto target : type["targetProfile"].elements())
        targets.push_back(target.text());
    if (targets.empty() || contains(targets, any_resource))
        return {};
    if (base == nullptr || base->target_profiles.empty())
        return targets;
    const auto& known = base->target_profiles;
    const bool has_all = std::all_of(known.begin(), known.end(), [&](auto one) { return contains(targets, one); });
    return has_all ? std::vector<std::string_view>() : targets;
}

std::vector<std::string_view> own_profiles(json::Value type, const TypeReference* base)
{
    std::vector<std::string_view> profiles;
    for (const auto profile : type["profile"].elements()) {
        // One profile the base demands as well is enough.
        if (base != nullptr && contains(base->profiles, profile.text()))
            return {};
        profiles.push_back(profile.text());
    }
    return profiles;
}

Aggregation aggregation_of(json::Value type)
{
    Aggregation aggregation;
    for (const auto mode : type["aggregation"].elements()) {
        aggregation.is_limited = true;
        aggregation.contained = aggregation.contained || mode.text() == "contained";
        aggregation.referenced = aggregation.referenced || mode.text() == "referenced";
        aggregation.bundled = aggregation.bundled || mode.text() == "bundled";
    }
    if (aggregation.contained && aggregation.referenced && aggregation.bundled)
        aggregation.is_limited = false;
    return aggregation;
}

}  // namespace

std::vector<TypeDemand> demanded_types(json::Value definition, const Element& base)
{
    std::vector<TypeDemand> demands;
    bool is_narrower = false;
    for (const auto type : definition["type"].elements()) {
        const auto code = type["code"].text();
        if (code.find('/') != std::string_view::npos)
            return {};  // "http://hl7.org/fhirpath/System.String": the value of a primitive.
        const auto* known = base_type(base, code);
        TypeDemand demand{code, own_profiles(type, known), narrower_targets(type, known), aggregation_of(type)};
        is_narrower = is_narrower || known == nullptr || !demand.profiles.empty() || !demand.targets.empty()
            || demand.aggregation.is_limited;
        demands.push_back(std::move(demand));
    }
    for (const auto& type : base.types)
        is_narrower = is_narrower || std::none_of(demands.begin(), demands.end(), [&](const TypeDemand& one) {
            return one.code == type.code;
        });
    return is_narrower && !demands.empty() ? demands : std::vector<TypeDemand>();
}

}  // namespace helselos::fhir::validation
