// Data given out in bulk.
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
constexpr std::chrono::seconds export_poll_wait{1};        // What a client that asks is told to wait.

}  // namespace helselos::limits
