// Data given out and taken in in bulk.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace helselos::limits {

constexpr std::size_t exports_kept_max = 32;               // Under way or waiting to be fetched, of all callers.
constexpr std::size_t exports_of_one_max = 4;              // Of one caller.
constexpr std::chrono::hours export_life_max{24};          // From when it is done until its files are gone.
constexpr std::uint64_t export_file_resources = 250'000;   // Then the next file begins.
constexpr std::uint64_t export_bytes_max = 256ULL << 30U;  // Of one job: a disk is not filled by one question.
constexpr std::size_t export_filters_max = 32;             // In one request.
constexpr std::size_t export_pages_between_records = 20;   // So much is done again after a kill.
constexpr std::size_t export_patients_max = 5'000'000;     // Of a group, or all of them.
constexpr std::size_t export_patients_named_max = 1'000;   // In one request; more are a Group.
constexpr std::size_t export_removals_max = 1'000'000;     // Of one type since the last time, looked through in memory.

constexpr std::chrono::seconds job_poll_wait{1};             // What a client that asks after a job is told to wait.
constexpr std::chrono::milliseconds job_poll_wait_min{250};  // Who asks sooner again is not answered.

constexpr std::size_t imports_kept_max = 128;      // Under way or waiting to be asked after, of all callers.
constexpr std::size_t imports_of_one_max = 16;     // Of one caller.
constexpr std::chrono::hours import_life_max{24};  // From when it is done until what was refused is forgotten.
constexpr std::size_t import_inputs_max = 100;     // Files of one request.
constexpr std::size_t import_input_name_bytes_max = 100;
constexpr std::uint64_t import_bytes_max = 256ULL << 30U;         // Of all files of one request.
constexpr std::uint64_t import_refusals_told_max = 100'000;       // Of one file; more are only counted.
constexpr std::size_t import_refusals_at_once = 1'000;            // Lines refused in a row before that is made durable.
constexpr std::chrono::milliseconds import_progress_time{1'000};  // Between two notes of how far it is.
constexpr std::chrono::milliseconds import_busy_time{50};         // Before it asks a writer again that had no room.

}  // namespace helselos::limits
