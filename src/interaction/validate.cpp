#include "interaction/validate.h"

#include "fhir/validation/validate.h"
#include "interaction/outcome.h"

namespace helselos::interaction {

namespace {

json::Value resource_in(json::Value body)
{
    return body["resourceType"].text() == "Parameters" && parameter(body, "resource").exists()
        ? parameter(body, "resource")["resource"]
        : body;
}

// What a profile asks is not judged here, and that is said.
void tell_of_profile(std::string_view url, Issues& issues)
{
    issues.push_back({Severity::warning, "not-supported", "meta.profile",
        "not checked: the profile " + std::string(url) + " is not known here"});
}

void tell_of_profiles(const OperationRequest& request, json::Value resource, Issues& issues)
{
    for (const auto profile : resource["meta"]["profile"].elements())
        tell_of_profile(profile.text(), issues);
    for (const auto& [name, value] : request.parameters)
        if (name == "profile")
            tell_of_profile(value, issues);
}

}  // namespace

Result<OperationAnswer> validate(const OperationRequest& request)
{
    if (request.body == nullptr)
        return Error{Kind::invalid, "a resource is needed"};
    const auto resource = resource_in(request.body->root());
    auto issues = fhir::validation::validate(resource, request.hall.definitions);
    if (resource["resourceType"].text() != request.address.type)
        issues.insert(issues.begin(),
            Issue{Severity::error, "invalid", "resourceType", "the resource is not of the type in the address"});
    tell_of_profiles(request, resource, issues);
    return OperationAnswer{200, outcome_text(issues)};
}

}  // namespace helselos::interaction
