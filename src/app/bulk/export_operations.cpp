#include "app/bulk/export_operations.h"

#include "app/bulk/export_run.h"
#include "base/limits/bulk.h"
#include "base/text.h"
#include "interaction/outcome.h"
#include "interaction/read.h"
#include "json/draft.h"
#include "json/write.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view own = "https://helselos.no/fhir/OperationDefinition/";
constexpr std::string_view guide = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/";
constexpr const char* ndjson = "application/fhir+ndjson";

Result<void> refuse_unless_may_export(const access::Caller& caller)
{
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    if (caller.kind != access::CallerKind::machine && caller.kind != access::CallerKind::system)
        return Error{Kind::forbidden, "only systems with scopes for it, and the operator, export in bulk"};
    return {};
}

// Of the address, and of the Parameters of a POST.
Result<QueryParameters> parameters_of(const OperationRequest& request)
{
    auto parameters = request.parameters;
    std::erase_if(parameters, [](const auto& each) { return each.first == "_format" || each.first == "_pretty"; });
    if (request.body == nullptr)
        return parameters;
    for (const auto part : request.body->root()["parameter"].elements()) {
        const auto name = part["name"].text();
        for (const auto* value : {"valueString", "valueInstant", "valueCode", "valueUri"})
            if (part[value].exists())
                parameters.emplace_back(name, part[value].text());
        if (part["valueReference"].exists())
            return Error{Kind::unsupported, "patient is not supported: make a Group of them"};
    }
    return parameters;
}

std::string address_of_request(const OperationRequest& request)
{
    const auto& address = request.address;
    auto url = request.base;
    for (const auto& part : {address.type, address.id})
        url += part.empty() ? "" : "/" + part;
    url += "/$export";
    char sign = '?';
    for (const auto& [name, value] : request.parameters) {
        url += fmt::format("{}{}={}", sign, name, percent_encode(value));
        sign = '&';
    }
    return url;
}

std::string status_address(const OperationRequest& request, const std::string& id)
{
    return request.base + "/$export-status?job=" + id;
}

Result<OperationAnswer> begin(ExportJobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_export(request.session.caller()));
    if (!request.is_async)
        return Error{Kind::invalid, "an export is made beside: send Prefer: respond-async"};
    ExportRecord record;
    record.wanted
        = TRY(interaction::bulk::read_export_request(TRY(parameters_of(request)), interaction::bulk::Unknown::refuse));
    record.caller = request.session.caller();
    record.asked = address_of_request(request);
    record.is_of_patients = !request.address.type.empty();
    if (!request.address.id.empty()) {
        TRY(interaction::read(request.session, request.address.key()));
        record.group = interaction::reference_of(request.address.key());
    }
    record.types = TRY(types_of_export(request.session, request.hall, record));
    const auto id = TRY(jobs.begin(std::move(record)));
    OperationAnswer answer{
        202, interaction::outcome_text({{Severity::information, "informational", "", "the export is being made"}})};
    answer.headers.emplace_back("Content-Location", status_address(request, id));
    return answer;
}

std::string http_date(Instant at)
{
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

std::string value_of(const OperationRequest& request, std::string_view name)
{
    const auto found = std::ranges::find(request.parameters, name, [](const auto& each) { return each.first; });
    return found == request.parameters.end() ? std::string() : found->second;
}

OperationAnswer still_made(const ExportRecord& record)
{
    const auto done = std::accumulate(record.files.begin(), record.files.end(), std::uint64_t{0},
        [](std::uint64_t sum, const ExportedFile& file) { return sum + file.count; });
    OperationAnswer answer{
        202, interaction::outcome_text({{Severity::information, "informational", "", "the export is being made"}})};
    answer.headers.emplace_back("X-Progress", fmt::format("{} resources", done));
    answer.headers.emplace_back("Retry-After", std::to_string(limits::export_poll_wait.count()));
    return answer;
}

OperationAnswer manifest(const OperationRequest& request, const ExportRecord& record)
{
    auto output = json::array();
    for (std::size_t i = 0; i < record.files.size(); ++i)
        if (const auto& file = record.files[i]; file.count > 0)
            output.push(json::object({{"type", file.type},
                {"url", fmt::format("{}/$export-file?job={}&file={}", request.base, record.id, i)},
                {"count", file.count}}));
    OperationAnswer answer{200,
        json::to_text(json::object({{"transactionTime", to_text(record.begun)}, {"request", record.asked},
            {"requiresAccessToken", true}, {"output", std::move(output)}, {"error", json::array()}})),
        "application/json"};
    answer.headers.emplace_back("Expires", http_date(record.ended + limits::export_life_max));
    return answer;
}

Result<OperationAnswer> status(ExportJobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_export(request.session.caller()));
    const auto id = value_of(request, "job");
    if (request.is_delete) {
        TRY(jobs.remove(id, request.session.caller()));
        return OperationAnswer{202,
            interaction::outcome_text({{Severity::information, "informational", "", "nothing of the export is left"}})};
    }
    const auto record = TRY(jobs.find(id, request.session.caller()));
    if (record.state == ExportState::running)
        return still_made(record);
    if (record.state == ExportState::failed)
        return Error{Kind::fault, "the export failed: ask for it again"};
    return manifest(request, record);
}

Result<OperationAnswer> file(ExportJobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_export(request.session.caller()));
    const auto id = value_of(request, "job");
    const auto record = TRY(jobs.find(id, request.session.caller()));
    const auto number = to_unsigned(value_of(request, "file"));
    const bool is_there = record.state == ExportState::done && number && *number < record.files.size();
    if (!is_there)
        return Error{Kind::not_found, "no such file"};
    OperationAnswer answer{200, {}, ndjson};
    answer.file = file_of(jobs.folder_of(id), *number);
    return answer;
}

}  // namespace

void add_export(ExportJobs& jobs, interaction::Operations& operations)
{
    const auto kick_off = [&jobs](const OperationRequest& request) { return begin(jobs, request); };
    operations.add({"$export", Level::system, "", false, std::string(guide) + "export", kick_off});
    operations.add({"$export", Level::type, "Patient", false, std::string(guide) + "patient-export", kick_off});
    operations.add({"$export", Level::instance, "Group", false, std::string(guide) + "group-export", kick_off});
    operations.add({"$export-status", Level::system, "", false, std::string(own) + "export-status",
        [&jobs](const OperationRequest& request) { return status(jobs, request); }, true, {}, true});
    operations.add({"$export-file", Level::system, "", false, std::string(own) + "export-file",
        [&jobs](const OperationRequest& request) { return file(jobs, request); }, true,
        {"application/fhir+ndjson", "application/ndjson", "application/x-ndjson"}});
}

}  // namespace helselos::app::bulk
