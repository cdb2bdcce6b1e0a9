#include "app/reindex/status.h"

#include "app/administrator/allow.h"
#include "json/draft.h"

namespace helselos::app {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

json::Draft part(const char* name, const char* key, json::Draft value)
{
    return json::object({{"name", name}, {key, std::move(value)}});
}

json::Draft parameter_of(const AddedEntry& entry)
{
    auto parts = json::array({part("url", "valueUri", entry.url), part("source", "valueString", entry.source),
        part("state", "valueCode", entry.state())});
    if (!entry.reason.empty())
        parts.push(part("reason", "valueString", entry.reason));
    parts.push(part("done", "valueDecimal", entry.resources_done));
    parts.push(part("total", "valueDecimal", entry.resources_total));
    parts.push(part("failed", "valueDecimal", entry.resources_failed));
    return json::object({{"name", "parameter"}, {"part", std::move(parts)}});
}

json::Draft rows_of(const RowsStanding& rows)
{
    auto parts = json::array({part("edition", "valueDecimal", rows.edition),
        part("target", "valueDecimal", rows.target), part("state", "valueCode", rows.state())});
    if (auto reason = rows.reason(); !reason.empty())
        parts.push(part("reason", "valueString", std::move(reason)));
    parts.push(part("done", "valueDecimal", rows.resources_done));
    parts.push(part("total", "valueDecimal", rows.resources_total));
    parts.push(part("failed", "valueDecimal", rows.resources_failed));
    return json::object({{"name", "rows"}, {"part", std::move(parts)}});
}

Result<void> allow(const OperationRequest& request)
{
    if (request.session.caller().kind == access::CallerKind::administrator)
        return administrator::allow_only_administrator(request);
    return request.session.may_write("SearchParameter");
}

Result<OperationAnswer> told(const Reindex& reindex)
{
    auto parameters = json::array({rows_of(TRY(reindex.rows()))});
    for (const auto& entry : TRY(reindex.entries()))
        parameters.push(parameter_of(entry));
    return OperationAnswer{
        200, json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", std::move(parameters)}}))};
}

Result<OperationAnswer> status(const Reindex& reindex, const OperationRequest& request)
{
    TRY(allow(request));
    return told(reindex);
}

Result<OperationAnswer> start(Reindex& reindex, const OperationRequest& request)
{
    TRY(allow(request));
    if (!request.parameters.empty() || (request.body != nullptr && request.body->root()["parameter"].size() > 0))
        return Error{Kind::unsupported, "$reindex knows no parameters: all that is stored is read anew"};
    TRY(reindex.ask());
    auto answer = TRY(told(reindex));
    answer.status = 202;
    answer.headers.emplace_back("Content-Location", request.base + "/$reindex-status");
    return answer;
}

}  // namespace

void add_reindex_operations(Reindex& reindex, interaction::Operations& operations)
{
    operations.add(
        {"$reindex", interaction::Level::system, "", true, "https://helselos.no/fhir/OperationDefinition/reindex",
            [&reindex](const OperationRequest& request) { return start(reindex, request); }});
    operations.add({"$reindex-status", interaction::Level::system, "", false,
        "https://helselos.no/fhir/OperationDefinition/reindex-status",
        [&reindex](const OperationRequest& request) { return status(reindex, request); }});
}

}  // namespace helselos::app
