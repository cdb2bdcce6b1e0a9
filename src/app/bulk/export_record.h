// What is kept of an export in its folder, so that it goes on after the program was stopped, and is given to nobody but
// whoever asked for it.
#pragma once

#include "access/caller.h"
#include "base/clock.h"
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
};

enum class ExportState : std::uint8_t { running, done, failed };

struct ExportRecord {
    std::string id;
    access::Caller caller;
    std::string asked;  // The address it was asked at.
    interaction::bulk::ExportRequest wanted;
    std::string group;               // "Group/1"; empty: none.
    bool is_of_patients = false;     // Of the compartments of patients: all, or those of the group.
    std::vector<std::string> types;  // Those to give out.
    Instant begun;                   // The moment whose records are given out.
    Instant ended;
    ExportState state = ExportState::running;
    std::string reason;               // Why it failed.
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
