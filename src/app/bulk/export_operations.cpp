#include "app/bulk/export_operations.h"

#include "app/bulk/export_run.h"
#include "app/bulk/job_answers.h"
#include "base/limits/bulk.h"
#include "base/text.h"
#include "interaction/read.h"
#include "json/draft.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view own = "https://helselos.no/fhir/OperationDefinition/";
constexpr std::string_view guide = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/";

Result<void> refuse_unless_may_export(const access::Caller& caller)
{
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    if (caller.kind != access::CallerKind::machine && caller.kind != access::CallerKind::system)
        return Error{Kind::forbidden, "only systems with scopes for it, and the operator, export in bulk"};
    return {};
}

struct Asked {
    QueryParameters parameters;  // Of the address, and of the Parameters of a POST.
    std::vector<std::string> patients;
};

// Empty: a value of another kind, which no parameter has.
std::string_view text_in(json::Value part)
{
    for (const auto* value : {"valueString", "valueInstant", "valueCode", "valueUri"})
        if (part[value].exists())
            return part[value].text();
    return {};
}

Asked asked_in(const OperationRequest& request)
{
    Asked asked{request.parameters, {}};
    std::erase_if(
        asked.parameters, [](const auto& each) { return each.first == "_format" || each.first == "_pretty"; });
    if (request.body == nullptr)
        return asked;
    for (const auto part : request.body->root()["parameter"].elements()) {
        const auto name = part["name"].text();
        if (name == "patient")
            asked.patients.emplace_back(part["valueReference"]["reference"].text());
        else
            asked.parameters.emplace_back(name, text_in(part));
    }
    return asked;
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

// Those of a group that are named are its members; of all, those the caller may know of.
Result<void> refuse_unknown_patients(access::Session& session, const ExportRecord& record)
{
    if (record.wanted.patients.empty())
        return {};
    if (!record.is_of_patients)
        return Error{Kind::unsupported, "patient is understood at Patient and at a Group"};
    const auto members = record.group.empty() ? std::vector<std::string>() : TRY(members_of(session, record.group));
    for (const auto& id : record.wanted.patients) {
        if (!record.group.empty() && std::ranges::find(members, id) == members.end())
            return Error{Kind::invalid, "patient names somebody who is no member of the group"};
        TRY(interaction::read(session, {"Patient", id}));
    }
    return {};
}

Result<OperationAnswer> begin(Jobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_export(request.session.caller()));
    if (!request.is_async)
        return Error{Kind::invalid, "an export is made beside: send Prefer: respond-async"};
    const auto asked = asked_in(request);
    ExportRecord record;
    record.wanted = TRY(
        interaction::bulk::read_export_request(asked.parameters, interaction::bulk::Unknown::refuse, asked.patients));
    record.is_of_patients = !request.address.type.empty();
    if (!request.address.id.empty()) {
        TRY(interaction::read(request.session, request.address.key()));
        record.group = interaction::reference_of(request.address.key());
    }
    record.types = TRY(types_of_export(request.session, request.hall, record));
    TRY(refuse_unknown_patients(request.session, record));
    const auto id = TRY(
        jobs.begin(request.session.caller(), [&](const Job& job, const std::filesystem::path& folder) -> Result<void> {
            static_cast<Job&>(record) = job;
            record.asked = address_of_request(request);
            return keep(record, folder);
        }));
    return begun(request, "$export-status", id);
}

std::string progress_of(const ExportRecord& record)
{
    const auto done = std::accumulate(record.files.begin(), record.files.end(), std::uint64_t{0},
        [](std::uint64_t sum, const ExportedFile& file) { return sum + file.count; });
    return fmt::format("{} resources", done);
}

json::Draft files_in(const OperationRequest& request, const ExportRecord& record, ExportedFile::Holds holds)
{
    auto list = json::array();
    for (std::size_t i = 0; i < record.files.size(); ++i)
        if (const auto& file = record.files[i]; file.count > 0 && file.holds == holds)
            list.push(json::object({{"type", file.type},
                {"url", fmt::format("{}/$export-file?job={}&file={}", request.base, record.id, i)},
                {"count", file.count}}));
    return list;
}

OperationAnswer manifest(const OperationRequest& request, const ExportRecord& record, const Trade& trade)
{
    using Holds = ExportedFile::Holds;
    auto manifest = json::object({{"transactionTime", to_text(record.begun)}, {"request", record.asked},
        {"requiresAccessToken", true}, {"output", files_in(request, record, Holds::resources)}});
    if (record.wanted.since)
        manifest.set("deleted", files_in(request, record, Holds::removals));
    manifest.set("error", files_in(request, record, Holds::problems));
    return finished(std::move(manifest), record, trade);
}

Result<OperationAnswer> status(Jobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_export(request.session.caller()));
    if (request.is_delete)
        return given_up(jobs, request);
    const auto job = TRY(jobs.poll(value_of(request, "job"), request.session.caller()));
    const auto record = TRY(read_record(jobs.folder_of(job.id)));
    if (record.state == JobState::running)
        return under_way(request, "$export-status", record.id, progress_of(record));
    if (record.state == JobState::failed)
        return Error{Kind::fault, "the export failed: ask for it again"};
    return manifest(request, record, jobs.trade());
}

Result<OperationAnswer> file(Jobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_export(request.session.caller()));
    const auto job = TRY(jobs.find(value_of(request, "job"), request.session.caller()));
    const auto record = TRY(read_record(jobs.folder_of(job.id)));
    const auto number = to_unsigned(value_of(request, "file"));
    const bool is_there = record.state == JobState::done && number && *number < record.files.size();
    if (!is_there)
        return Error{Kind::not_found, "no such file"};
    return ndjson_file(file_of(jobs.folder_of(job.id), *number));
}

}  // namespace

Trade export_trade(const access::Records& records, const interaction::Hall& hall)
{
    Trade trade;
    trade.noun = "export";
    trade.kept_max = limits::exports_kept_max;
    trade.of_one_max = limits::exports_of_one_max;
    trade.life_max = limits::export_life_max;
    trade.read = [](const std::filesystem::path& folder) -> Result<Job> { return TRY(read_record(folder)); };
    trade.carry_out
        = [&records, &hall](const std::filesystem::path& folder, const std::atomic<bool>& stop) -> Result<void> {
        auto record = TRY(read_record(folder));
        TRY(run_export(records, hall, record, folder, stop));
        return {};
    };
    trade.fail = [&hall](const std::filesystem::path& folder, const std::string& reason) -> Result<void> {
        auto record = TRY(read_record(folder));
        record.state = JobState::failed;
        record.reason = reason;
        record.ended = hall.clock.now();
        return keep(record, folder);
    };
    return trade;
}

void add_export(Jobs& jobs, interaction::Operations& operations)
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
