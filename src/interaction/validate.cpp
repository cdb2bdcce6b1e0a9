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

} // namespace

Result<OperationAnswer> validate(const OperationRequest& request)
{
    if (request.body == nullptr)
        return Error{Kind::invalid, "a resource is needed"};
    const auto resource = resource_in(request.body->root());
    auto issues = fhir::validation::validate(resource, request.hall.definitions);
    if (resource["resourceType"].text() != request.address.type)
        issues.insert(issues.begin(),
            Issue{Severity::error, "invalid", "resourceType", "the resource is not of the type in the address"});
    return OperationAnswer{200, outcome_text(issues)};
}

} // namespace helselos::interaction
