#include "interaction/meta.h"

#include "interaction/audit_event.h"
#include "interaction/meta_change.h"
#include "interaction/meta_values.h"
#include "interaction/read.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <array>

namespace helselos::interaction {

namespace {

constexpr std::array<std::string_view, 3> of_versions{"$meta", "$meta-add", "$meta-delete"};

OperationAnswer answer_with(json::Draft meta)
{
    const auto answer = json::object({{"resourceType", "Parameters"},
        {"parameter", json::array({json::object({{"name", "return"}, {"valueMeta", std::move(meta)}})})}});
    return OperationAnswer{200, json::to_text(answer)};
}

Result<void> refuse_log(const OperationRequest& request)
{
    if (request.address.type == audit_event_type)
        return Error{Kind::unsupported, "AuditEvents are told from the log, by reads and searches"};
    return {};
}

Result<OperationAnswer> change(const OperationRequest& request, MetaChange::Way way)
{
    TRY(refuse_log(request));
    TRY(request.session.may_write(request.address.type, request.address.id, "update"));
    if (request.address.version)
        return Error{Kind::unsupported, "what was is never changed: only the newest version is given a new meta"};
    if (request.body == nullptr)
        return Error{Kind::invalid, "a body is needed: Parameters with meta"};
    const auto wanted = TRY(meta_change(request.body->root(), way));
    const auto version = TRY(change_meta(request.session, request.hall, request.address.key(), wanted));
    const auto resource = TRY(json::read(version.body));
    return answer_with(resource.root()["meta"]);
}

// Views are no records: an analyst is told so, and who is not signed in to do that.
Result<void> refuse_who_may_not_search(const OperationRequest& request)
{
    if (request.address.type.empty() || request.session.may_search(request.address.type))
        return {};
    TRY(request.session.read({request.address.type, "all"}));
    return Error{Kind::forbidden, "you may not do this"};
}

std::vector<std::string> types_of(const OperationRequest& request)
{
    if (!request.address.type.empty())
        return {request.address.type};
    std::vector<std::string> types;
    for (const auto type : request.hall.definitions.resource_types())
        if (type != audit_event_type && request.session.may_search(type))
            types.emplace_back(type);
    return types;
}

}  // namespace

Result<OperationAnswer> meta(const OperationRequest& request)
{
    TRY(refuse_log(request));
    const auto& address = request.address;
    const auto version = TRY(address.version ? vread(request.session, address.key(), *address.version)
                                             : read(request.session, address.key()));
    const auto resource = TRY(json::read(version.body));
    return answer_with(resource.root()["meta"]);
}

Result<OperationAnswer> meta_of_many(const OperationRequest& request)
{
    TRY(refuse_log(request));
    TRY(refuse_who_may_not_search(request));
    return answer_with(TRY(meta_values(request.session, types_of(request))));
}

Result<OperationAnswer> meta_add(const OperationRequest& request)
{
    return change(request, MetaChange::Way::add);
}

Result<OperationAnswer> meta_delete(const OperationRequest& request)
{
    return change(request, MetaChange::Way::remove);
}

bool is_of_versions(std::string_view operation)
{
    return std::ranges::find(of_versions, operation) != of_versions.end();
}

void add_meta(Operations& operations)
{
    constexpr auto definition = "http://hl7.org/fhir/OperationDefinition/Resource-meta";
    operations.add({"$meta", Level::instance, "", false, definition, meta});
    for (const auto level : {Level::system, Level::type})
        operations.add({"$meta", level, "", false, definition, meta_of_many});
    operations.add({"$meta-add", Level::instance, "", true, "http://hl7.org/fhir/OperationDefinition/Resource-meta-add",
        meta_add});
    operations.add({"$meta-delete", Level::instance, "", true,
        "http://hl7.org/fhir/OperationDefinition/Resource-meta-delete", meta_delete});
}

}  // namespace helselos::interaction
