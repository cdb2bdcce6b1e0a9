#include "interaction/required_profiles.h"

#include "fhir/validation/validate.h"

#include <fmt/format.h>

namespace helselos::interaction {

Issues demand_profiles(const RequiredProfiles& required, json::Value resource, fhir::validation::Options& options)
{
    const auto type = resource["resourceType"].text();
    const auto found = required.find(type);
    if (found == required.end() || found->second.empty())
        return {};
    bool claims = false;
    for (const auto& profile : found->second) {
        if (!fhir::validation::Validator::claims_one_of(resource, {profile}))
            continue;
        claims = true;
        options.profiles.push_back(profile);
    }
    if (claims)
        return {};
    return {Issue{Severity::error, "business-rule", fmt::format("{}.meta", type),
        fmt::format(
            "this server keeps a {} only when meta.profile claims one of: {}", type, fmt::join(found->second, ", "))}};
}

}  // namespace helselos::interaction
