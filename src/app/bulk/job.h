// What is kept of every job in its folder, so that it goes on after the program was stopped, and is told to nobody but
// whoever asked for it.
#pragma once

#include "access/caller.h"
#include "base/clock.h"
#include "base/result.h"
#include "json/draft.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace helselos::app::bulk {

enum class JobState : std::uint8_t { running, done, failed };

struct Job {
    std::string id;
    access::Caller caller;
    std::string asked;  // The address it was asked at.
    Instant begun;      // Of an export: the moment whose records are given out.
    Instant ended;
    JobState state = JobState::running;
    std::string reason;  // Why it failed.
};

// Its members, into the object of what the kind of job adds, and back. Error fault: damaged.
void add_job(const Job& job, json::Draft& to);
Result<void> read_job(json::Value from, Job& job);

// Durable when it answers; a reader finds the old text or the new one, whole. Error fault.
Result<void> keep_text(const std::filesystem::path& file, const std::string& text);
// Error not_found: there is none; fault: damaged.
Result<json::Document> read_kept(const std::filesystem::path& file);

// A new file with this content, for the owner alone; durable when the folder is made so. Error fault.
Result<void> write_new(const std::filesystem::path& file, std::string_view content);
// What was made, renamed or removed in it stays so after a power cut. Error fault.
Result<void> make_durable(const std::filesystem::path& folder);

// A number written as JSON; error fault: damaged.
Result<std::uint64_t> number_in(json::Value value);

}  // namespace helselos::app::bulk
