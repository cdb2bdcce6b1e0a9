// The days of the log that are closed, for who sees to the house: how many rows, never what stands in them.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::store::sqlite {

struct SealedDay {
    std::string day;  // "2026-11-22", UTC.
    std::int64_t rows = 0;
    std::string hash;  // Of its last link, in hexadecimal.
    std::string key;   // The public key that signed it, in hexadecimal; empty: it is closed and not signed.
};

struct SealingKey {
    std::string key;    // In hexadecimal.
    std::string since;  // The first day it signed.
};

// Newest first, `count` at most; only days before `before` ("2026-11-22") when that is not empty. Reads beside a
// running server. Errors: invalid when `before` is no day, and those of open_read_only().
Result<std::vector<SealedDay>> sealed_days(
    const std::filesystem::path& folder, std::string_view before, std::size_t count);

// Every key that signed a day, oldest first.
Result<std::vector<SealingKey>> sealing_keys(const std::filesystem::path& folder);

// The public half of the key in a PEM file, in hexadecimal. Error invalid.
Result<std::string> sealing_key(const std::filesystem::path& file);

}  // namespace helselos::store::sqlite
