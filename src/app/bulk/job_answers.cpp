#include "app/bulk/job_answers.h"

#include "base/limits/bulk.h"
#include "interaction/outcome.h"

#include <algorithm>
#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

OperationAnswer accepted(const char* text)
{
    return OperationAnswer{202, interaction::outcome_text({{Severity::information, "informational", "", text}})};
}

std::string place_of(const OperationRequest& request, std::string_view operation, const std::string& id)
{
    return fmt::format("{}/{}?job={}", request.base, operation, id);
}

std::string http_date(Instant at)
{
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

}  // namespace

std::string value_of(const OperationRequest& request, std::string_view name)
{
    const auto found = std::ranges::find(request.parameters, name, [](const auto& each) { return each.first; });
    return found == request.parameters.end() ? std::string() : found->second;
}

OperationAnswer begun(const OperationRequest& request, std::string_view operation, const std::string& id)
{
    auto answer = accepted("it has begun: ask at Content-Location how far it is");
    answer.headers.emplace_back("Content-Location", place_of(request, operation, id));
    return answer;
}

OperationAnswer under_way(
    const OperationRequest& request, std::string_view operation, const std::string& id, const std::string& progress)
{
    auto answer = accepted("it is under way");
    answer.headers.emplace_back("Content-Location", place_of(request, operation, id));
    answer.headers.emplace_back("X-Progress", progress);
    answer.headers.emplace_back("Retry-After", std::to_string(limits::job_poll_wait.count()));
    return answer;
}

OperationAnswer finished(json::Draft manifest, const Job& job, const Trade& trade)
{
    OperationAnswer answer{200, json::to_text(manifest), "application/json"};
    answer.headers.emplace_back("Expires", http_date(job.ended + trade.life_max));
    return answer;
}

Result<OperationAnswer> given_up(Jobs& jobs, const OperationRequest& request)
{
    TRY(jobs.remove(value_of(request, "job"), request.session.caller()));
    return accepted("nothing of it is left");
}

OperationAnswer ndjson_file(std::filesystem::path file)
{
    OperationAnswer answer{200, {}, "application/fhir+ndjson"};
    answer.file = std::move(file);
    return answer;
}

}  // namespace helselos::app::bulk
