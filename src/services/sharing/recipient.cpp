#include "services/sharing/recipient.h"

#include "fhir/view/coded.h"
#include "services/sharing/words.h"

namespace helselos::sharing {

namespace {

bool is_inactive(json::Value resource)
{
    return resource["active"].is_boolean() && !resource["active"].truth();
}

// "Organization/2" when it is of that type; else empty.
std::string id_of(std::string_view reference, std::string_view type)
{
    const bool is_of = reference.starts_with(type) && reference.size() > type.size() && reference[type.size()] == '/';
    return is_of ? std::string(reference.substr(type.size() + 1)) : std::string();
}

Result<std::optional<json::Document>> find(const Look& look, std::string_view reference, std::string_view type)
{
    const auto id = id_of(reference, type);
    if (id.empty())
        return std::optional<json::Document>();
    const auto version = TRY(look({std::string(type), id}));
    if (!version || version->act == access::Act::remove)
        return std::optional<json::Document>();
    return std::optional<json::Document>(TRY(open_version(*version)));
}

}  // namespace

Look look_in(access::Session& session)
{
    return [&session](const access::Key& key) { return session.read(key); };
}

Look look_in(access::Writing& writing)
{
    return [&writing](const access::Key& key) { return writing.read(key); };
}

bool takes_assessments(json::Value organization_or_service)
{
    if (is_inactive(organization_or_service))
        return false;
    for (const auto type : organization_or_service["type"].elements())
        if (fhir::view::code_in(type, organization_kind_system) == receives_assessments)
            return true;
    return false;
}

Result<Recipient> find_recipient(const Look& look, json::Value reference, std::string_view parameter)
{
    const Error none{Kind::unprocessable, "nobody can receive it there; choose a recipient from the register",
        "Parameters.parameter." + std::string(parameter)};
    const auto wanted = reference["reference"].text();
    if (const auto organization = TRY(find(look, wanted, "Organization"))) {
        if (!takes_assessments(organization->root()))
            return none;
        return Recipient{std::string(wanted), std::string(wanted)};
    }
    const auto service = TRY(find(look, wanted, "HealthcareService"));
    if (!service || !takes_assessments(service->root()))
        return none;
    const auto offered_by = service->root()["providedBy"]["reference"].text();
    const auto organization = TRY(find(look, offered_by, "Organization"));
    if (!organization || is_inactive(organization->root()))
        return none;
    return Recipient{std::string(wanted), std::string(offered_by)};
}

}  // namespace helselos::sharing
