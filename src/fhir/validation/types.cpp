#include "fhir/validation/profile_walk.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

std::string codes_of(const std::vector<TypeDemand>& types)
{
    std::string text;
    for (const auto& type : types)
        text += (text.empty() ? "" : ", ") + std::string(type.code);
    return text;
}

}  // namespace

std::vector<const TypeDemand*> ProfileWalk::entries_for(const std::vector<TypeDemand>& types, const Item& item)
{
    std::vector<const TypeDemand*> entries;
    for (const auto& one : types)
        if (one.code == item.code || (item.is_resource() && item.type->type->is_a(one.code)))
            entries.push_back(&one);
    return entries;
}

void ProfileWalk::types(const ProfileProgram& program, const Demand& demand, const Item& item)
{
    const auto entries = entries_for(demand.types, item);
    if (entries.empty()) {
        // What an extension may hold is a matter of the extension.
        const bool is_extension = program.type->shape == Shape::extension && item.place.parent != nullptr;
        return m_report->error("structure", is_extension ? *item.place.parent : item.place,
            "the type is " + std::string(item.code) + "; the profile allows " + codes_of(demand.types),
            program.profile->url);
    }
    std::vector<std::string_view> profiles;
    bool is_any = false;
    for (const auto* one : entries) {
        is_any = is_any || one->profiles.empty();
        profiles.insert(profiles.end(), one->profiles.begin(), one->profiles.end());
    }
    if (!is_any)
        profiles_of_type(program, item, profiles);
    if (item.code == "Reference")
        targets(program, demand.types, item);
}

void ProfileWalk::profiles_of_type(
    const ProfileProgram& program, const Item& item, const std::vector<std::string_view>& profiles)
{
    // An extension is judged by its definition wherever it stands.
    if (item.code == "Extension"
        && std::find(profiles.begin(), profiles.end(), item.found.value["url"].text()) != profiles.end())
        return;
    if (profiles.size() == 1)
        return judge(profiles.front(), item);
    std::string unknown;
    for (const auto profile : profiles) {
        const auto is = conforms(profile, item);
        if (is && *is)
            return;
        if (!is)
            unknown = profile;
    }
    if (!unknown.empty())
        return m_report->error(
            "not-found", item.place, "not checked: the profile " + unknown + " is not known", program.profile->url);
    m_report->error("structure", item.place,
        "none of the profiles demanded here is satisfied: " + std::string(profiles.front()) + " and "
            + std::to_string(profiles.size() - 1) + " more",
        program.profile->url);
}

}  // namespace helselos::fhir::validation
