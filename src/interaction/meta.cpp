#include "interaction/meta.h"

#include "interaction/audit_event.h"
#include "interaction/read.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

namespace helselos::interaction {

Result<OperationAnswer> meta(const OperationRequest& request)
{
    if (request.address.type == audit_event_type)
        return Error{Kind::unsupported, "AuditEvents are told from the log, by reads and searches"};
    const auto version = TRY(read(request.session, request.address.key()));
    const auto resource = TRY(json::read(version.body));
    const auto answer = json::object({{"resourceType", "Parameters"},
        {"parameter", json::array({json::object({{"name", "return"}, {"valueMeta", resource.root()["meta"]}})})}});
    return OperationAnswer{200, json::to_text(answer)};
}

void add_meta(Operations& operations)
{
    operations.add(
        {"$meta", Level::instance, "", false, "http://hl7.org/fhir/OperationDefinition/Resource-meta", meta});
}

}  // namespace helselos::interaction
