// What is kept of an export in its folder beside what is kept of every job.
#pragma once

#include "app/bulk/job.h"
#include "interaction/bulk/export_request.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace helselos::app::bulk {

struct ExportedFile {
    std::string type;  // "Observation".
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;  // What of it is known to be durable; more is cut off when the work goes on.
    // What its lines are: resources of the type, removals of such (Bundles), what could not be told
    // (OperationOutcomes).
    enum class Holds : std::uint8_t { resources, removals, problems };
    Holds holds = Holds::resources;
};

struct ExportRecord : Job {
    interaction::bulk::ExportRequest wanted;
    std::string group;                // "Group/1"; empty: none.
    bool is_of_patients = false;      // Of the compartments of patients: all, those named, or those of the group.
    std::vector<std::string> types;   // Those to give out.
    std::uint64_t part = 0;           // Which part of the work is under way.
    std::string cursor;               // Where in it; empty: at its beginning.
    std::vector<ExportedFile> files;  // In their order: 0.ndjson, 1.ndjson.
};

// Durable when it answers; a reader finds the old record or the new one, whole. Error fault.
Result<void> keep(const ExportRecord& record, const std::filesystem::path& folder);
// Error not_found; fault when it is damaged.
Result<ExportRecord> read_record(const std::filesystem::path& folder);

std::filesystem::path file_of(const std::filesystem::path& folder, std::size_t number);

}  // namespace helselos::app::bulk
