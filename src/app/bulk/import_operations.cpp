#include "app/bulk/import_operations.h"

#include "app/bulk/import_run.h"
#include "app/bulk/job_answers.h"
#include "base/limits/bulk.h"
#include "base/text.h"
#include "base/url.h"
#include "interaction/bulk/import_request.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view own = "https://helselos.no/fhir/OperationDefinition/";
constexpr std::array ndjson_types{"application/fhir+ndjson", "application/ndjson", "application/x-ndjson"};

bool may_import(const access::Caller& caller)
{
    const auto writes = [](const access::SmartScope& scope) {
        return scope.context == access::SmartScope::Context::system && (scope.create || scope.update);
    };
    return caller.kind == access::CallerKind::system
        || (caller.kind == access::CallerKind::machine && std::ranges::any_of(caller.scopes, writes));
}

Result<void> refuse_unless_may_import(const access::Session& session)
{
    if (session.caller().kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    if (may_import(session.caller()))
        return {};
    session.note_refusal({"C", "$import", "", "no-rule"});
    return Error{Kind::forbidden, "only systems whose scopes let them write, and the operator, import"};
}

// Each machine has a folder of its own: what another was given to put in is not there for it.
Result<std::filesystem::path> drop_folder_of(const access::Caller& caller, const std::filesystem::path& drop)
{
    if (caller.kind == access::CallerKind::system)
        return drop;
    auto name = percent_encode(caller.client);
    if (name.empty() || name.front() == '.')
        return Error{Kind::invalid, "there is no drop folder for this client"};
    return drop / name;
}

Result<void> add_inputs(const interaction::bulk::ImportRequest& wanted, const OperationRequest& request,
    const std::filesystem::path& folder, ImportRecord& record)
{
    std::uint64_t bytes = 0;
    for (const auto& each : wanted.inputs) {
        if (!each.type.empty() && !interaction::is_resource_type(each.type, request.hall.definitions))
            return Error{Kind::invalid, "an input names a type that is none", "Parameters.parameter"};
        ImportInput input;
        input.type = each.type;
        input.name = each.name;
        input.path = folder / each.name;
        TRY(look_at_file(input));
        bytes += input.bytes;
        record.inputs.push_back(std::move(input));
    }
    if (bytes > limits::import_bytes_max)
        return Error{Kind::too_large, "the inputs are larger than one import may be"};
    record.source = wanted.source;
    return {};
}

Result<void> keep_posted(std::string_view lines, const std::filesystem::path& folder, ImportRecord& record)
{
    ImportInput input;
    input.path = posted_file(folder);
    TRY(write_new(input.path, lines));
    TRY(look_at_file(input));
    record.inputs.push_back(std::move(input));
    return {};
}

Result<OperationAnswer> begin(Jobs& jobs, const std::filesystem::path& drop, const OperationRequest& request)
{
    TRY(refuse_unless_may_import(request.session));
    if (!request.is_async)
        return Error{Kind::invalid, "an import is made beside: send Prefer: respond-async"};
    if (request.body == nullptr)
        return Error{Kind::invalid, "a body is needed: NDJSON as application/fhir+ndjson, or Parameters"};
    const auto body = request.body->root();
    const auto& caller = request.session.caller();
    ImportRecord record;
    if (!body.is_string())
        TRY(add_inputs(
            TRY(interaction::bulk::read_import_request(body)), request, TRY(drop_folder_of(caller, drop)), record));
    const auto id = TRY(jobs.begin(caller, [&](const Job& job, const std::filesystem::path& folder) -> Result<void> {
        static_cast<Job&>(record) = job;
        record.asked = request.base + "/$import";
        if (body.is_string())
            TRY(keep_posted(body.text(), folder, record));
        return keep(record, folder);
    }));
    return begun(request, "$import-status", id);
}

std::string progress_of(const ImportRecord& record)
{
    std::uint64_t put = 0;
    std::uint64_t refused = 0;
    std::uint64_t bytes = 0;
    for (const auto& input : record.inputs) {
        put += input.put;
        refused += input.refused;
        bytes += input.bytes;
    }
    constexpr std::uint64_t whole = 100;
    const auto percent = bytes == 0 ? 0 : record.bytes_done * whole / bytes;
    return fmt::format("{} %, {} resources, {} refused", percent, put, refused);
}

OperationAnswer manifest(const OperationRequest& request, const ImportRecord& record, const Trade& trade)
{
    auto output = json::array();
    auto error = json::array();
    for (std::size_t i = 0; i < record.inputs.size(); ++i) {
        const auto& input = record.inputs[i];
        auto put = json::object({{"type", input.type.empty() ? json::Draft() : json::Draft(input.type)},
            {"inputUrl", input.name.empty() ? json::Draft() : json::Draft(input.name)}, {"count", input.put}});
        output.push(std::move(put));
        if (input.refused == 0)
            continue;
        error.push(json::object({{"type", "OperationOutcome"},
            {"inputUrl", input.name.empty() ? json::Draft() : json::Draft(input.name)}, {"count", input.refused},
            {"url", fmt::format("{}/$import-file?job={}&input={}", request.base, record.id, i)}}));
    }
    return finished(json::object({{"transactionTime", to_text(record.begun)}, {"request", record.asked},
                        {"requiresAccessToken", true}, {"output", std::move(output)}, {"error", std::move(error)}}),
        record, trade);
}

Result<OperationAnswer> status(Jobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_import(request.session));
    if (request.is_delete)
        return given_up(jobs, request);
    const auto job = TRY(jobs.poll(value_of(request, "job"), request.session.caller()));
    const auto record = TRY(read_import_record(jobs.folder_of(job.id)));
    if (record.state == JobState::running)
        return under_way(request, "$import-status", record.id, progress_of(record));
    if (record.state == JobState::failed)
        return Error{
            Kind::fault, fmt::format("the import failed on the way, after {}: {}", progress_of(record), record.reason)};
    return manifest(request, record, jobs.trade());
}

Result<OperationAnswer> file(Jobs& jobs, const OperationRequest& request)
{
    TRY(refuse_unless_may_import(request.session));
    const auto job = TRY(jobs.find(value_of(request, "job"), request.session.caller()));
    const auto record = TRY(read_import_record(jobs.folder_of(job.id)));
    const auto number = to_unsigned(value_of(request, "input"));
    const bool is_there = record.state == JobState::done && number && *number < record.inputs.size()
        && record.inputs[*number].refused > 0;
    if (!is_there)
        return Error{Kind::not_found, "no such file"};
    return ndjson_file(refused_file(jobs.folder_of(job.id), *number));
}

Result<void> tidy_up(const access::Records& records, const ImportRecord& record, const std::filesystem::path& folder)
{
    std::error_code ignored;
    std::filesystem::remove(posted_file(folder), ignored);
    return forget_import(records, record.id, record.inputs.size());
}

// What was given up is forgotten like what is done; what was only stopped goes on from there. What failed is forgotten
// when the record says so, or it would begin anew.
Result<void> carry_out(const access::Records& records, const interaction::Hall& hall,
    const std::filesystem::path& folder, const std::atomic<bool>& stop)
{
    auto record = TRY(read_import_record(folder));
    const auto ran = run_import(records, hall, record, folder, stop);
    std::error_code ignored;
    const bool is_given_up = !std::filesystem::exists(folder, ignored);
    if (is_given_up || (ran && *ran))
        TRY(tidy_up(records, record, folder));
    return ran ? Result<void>() : ran.error();
}

}  // namespace

void add_import(Jobs& jobs, const std::filesystem::path& drop, interaction::Operations& operations)
{
    const auto kick_off = [&jobs, drop](const OperationRequest& request) { return begin(jobs, drop, request); };
    operations.add({"$import", Level::system, "", true, std::string(own) + "import", kick_off, false, {}, false,
        {ndjson_types.begin(), ndjson_types.end()}});
    operations.add({"$import-status", Level::system, "", false, std::string(own) + "import-status",
        [&jobs](const OperationRequest& request) { return status(jobs, request); }, true, {}, true});
    operations.add({"$import-file", Level::system, "", false, std::string(own) + "import-file",
        [&jobs](const OperationRequest& request) { return file(jobs, request); }, true,
        {ndjson_types.begin(), ndjson_types.end()}});
}

Trade import_trade(const access::Records& records, const interaction::Hall& hall)
{
    Trade trade;
    trade.noun = "import";
    trade.kept_max = limits::imports_kept_max;
    trade.of_one_max = limits::imports_of_one_max;
    trade.life_max = limits::import_life_max;
    trade.read = [](const std::filesystem::path& folder) -> Result<Job> { return TRY(read_import_record(folder)); };
    trade.carry_out = [&records, &hall](const std::filesystem::path& folder, const std::atomic<bool>& stop) {
        return bulk::carry_out(records, hall, folder, stop);
    };
    trade.fail = [&records, &hall](const std::filesystem::path& folder, const std::string& reason) -> Result<void> {
        auto record = TRY(read_import_record(folder));
        record.state = JobState::failed;
        record.reason = reason;
        record.ended = hall.clock.now();
        TRY(keep(record, folder));
        return tidy_up(records, record, folder);
    };
    return trade;
}

}  // namespace helselos::app::bulk
