// Whether the log is what was written (docs/decisions/0025-the-log.md).
//
// Reads all of it once, a few links at a time, also beside a running server; changes nothing.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

enum class LogFault : std::uint8_t {
    changed,    // A row is not what was written.
    removed,    // Rows are missing.
    reordered,  // A row stands at the number of another.
    inserted,   // A row that no commit wrote.
    cut,        // The end is missing.
    link,       // A link, a day or the note of the end was changed, or a row together with its digest.
    seal,       // A signature is wrong or missing.
    noted,      // The program itself found at a start that the log had been changed.
};

struct LogFinding {
    LogFault fault = LogFault::link;
    std::string day;         // "2026-11-22"; empty when it cannot be known.
    std::int64_t first = 0;  // Numbers of the rows it is about; 0: of none.
    std::int64_t last = 0;
    std::string text;  // In plain words, with day and numbers; never what stands in a row.
};

struct LogCheck {
    std::int64_t rows = 0;
    std::int64_t links = 0;
    std::int64_t days = 0;  // That are closed.
    std::int64_t signed_days = 0;
    std::int64_t unchained = 0;  // Rows that were there before rows were chained.
    std::string head;            // The last link's hash: 64 hexadecimal digits; empty for an empty log.
    std::string key;             // The public key of the last signature, in hexadecimal; empty when there is none.
    std::vector<LogFinding> findings;  // limits::log_findings_max at most.
    std::int64_t findings_not_told = 0;
};

struct LogCheckWishes {
    std::string
        public_key;      // 32 bytes: every day has to be signed by it, from the first signed one on. Empty: any key.
    std::string passes;  // A head that was told earlier; the log has to lead through it. Empty: none.
    std::string vfs;
};

// Errors: not_found when no store lies there, unsupported when it is of another program's layout, too_costly never.
Result<LogCheck> check_log(const std::filesystem::path& folder, const LogCheckWishes& wishes = {});

}  // namespace helselos::store::sqlite
