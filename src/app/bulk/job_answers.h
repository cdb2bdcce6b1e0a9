// What those who asked for a job are answered (http://hl7.org/fhir/R4/async.html).
#pragma once

#include "app/bulk/jobs.h"
#include "interaction/operation.h"

#include <string>
#include <string_view>

namespace helselos::app::bulk {

// Of the address; empty: it does not stand there.
std::string value_of(const interaction::OperationRequest& request, std::string_view name);

// 202 with where to ask after it: GET `operation`?job=id at the base.
interaction::OperationAnswer begun(
    const interaction::OperationRequest& request, std::string_view operation, const std::string& id);
// 202 with how far it is, when to ask again, and once more where: some clients look for that in each answer.
interaction::OperationAnswer under_way(const interaction::OperationRequest& request, std::string_view operation,
    const std::string& id, const std::string& progress);
// 200 with the manifest, as JSON, and when it is forgotten.
interaction::OperationAnswer finished(json::Draft manifest, const Job& job, const Trade& trade);
// Error not_found. 202: nothing of it is left.
Result<interaction::OperationAnswer> given_up(Jobs& jobs, const interaction::OperationRequest& request);
// NDJSON from the disk.
interaction::OperationAnswer ndjson_file(std::filesystem::path file);

}  // namespace helselos::app::bulk
