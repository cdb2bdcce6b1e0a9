// helselos import, without the command line: reads what there is and hands it over unit by unit.
#pragma once

#include "app/import/ledger.h"
#include "app/import/unit.h"
#include "base/limits.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace helselos::app {

struct ImportProgress {
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
    std::uint64_t resources = 0;  // Put in by this run.
    std::uint64_t failures = 0;
};

struct ImportCallbacks {
    // Puts the Bundle of the unit in, all or none, and answers when that is durable. Called from several threads at
    // once when there are several workers. A group that fails is tried again in parts.
    std::function<Result<void>(const ImportUnit& unit)> carry_out;
    // The others are called from one thread at a time.
    std::function<void(const ImportProgress& progress)> on_progress = {};
    std::function<void(const ImportFailure& failure)> on_failure = {};
};

struct ImportOptions {
    std::filesystem::path journal;  // In the data folder; see journal.h.
    std::size_t workers = 1;
    const std::atomic<bool>* is_stopped = nullptr;  // Set to end after the units that are under way.
    std::uint64_t failures_told_max = limits::import_failures_told_max;  // More are only counted.
};

struct ImportSummary {
    ImportProgress progress;
    std::size_t left_out = 0;  // Files in folders that are no JSON.
    bool was_resumed = false;
    bool is_complete = false;  // Not stopped. There may have been failures.
};

// Goes on after a unit that fails: what failed is told, and tried again by the next run when this one is stopped.
// When all sources have been through, the journal is taken away. Errors: not_found (a path, or nothing to import
// under all of them), fault (a folder or the journal cannot be read or written, or limits::import_faults_max units in
// a row met a fault: the next run goes on from there).
Result<ImportSummary> import_all(
    std::span<const std::filesystem::path> paths, const ImportOptions& options, const ImportCallbacks& callbacks);

// The same of one source, with another ledger than a journal; nothing is taken away from that.
Result<ImportSummary> import_source(
    const ImportSource& source, Ledger& ledger, const ImportOptions& options, const ImportCallbacks& callbacks);

}  // namespace helselos::app
