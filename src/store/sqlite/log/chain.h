// The chain that makes a change to the log visible (docs/decisions/0025-the-log.md).
//
// Each row has a digest of its number and content. The rows of one commit share one
// link: a hash over the link before it and their digests. So the writer hashes once a
// commit, and no row can be changed, taken out, moved or put in without breaking a link.
#pragma once

#include "base/clock.h"
#include "store/store.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace helselos::store::sqlite {

using LogHash = std::array<std::uint8_t, 32>;

// So many bytes of a row's digest stand beside it: enough to tell which row was changed. The link is made of all.
constexpr std::size_t kept_digest_bytes = 16;

std::string_view bytes_of(const LogHash& hash);
LogHash hash_of(std::string_view bytes);  // Of 32 bytes; of anything else all zero.
std::string to_hex(std::string_view bytes);

// A row that says nothing of an app or an attest is hashed as before there were such columns, under another name than
// one that does: so the rows of older layouts keep their digests, and to put something in or take it out shows.
LogHash digest_of(const AuditRow& row, std::int64_t number);

// The rows of one commit: numbers first, first + 1 ...; those of an older layout may have gaps.
struct LogLink {
    std::int64_t number = 0;  // 1, 2, 3 ...
    Instant at;               // Of the commit; never before that of an earlier link.
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t rows = 0;
    LogHash hash{};
};

// What `link.hash` must be.
LogHash hash_of(const LogLink& link, const LogHash& before, std::span<const LogHash> digests);

// Days since 1970-01-01 in UTC. A day of the log has no daylight saving: none is longer, none comes twice.
std::int64_t day_of(Instant at);
std::string day_text(std::int64_t day);  // "2026-11-22"

// The end of a day, closed at the first commit of a later one.
struct LogDay {
    std::int64_t day = 0;
    std::int64_t last_link = 0;
    std::int64_t last_row = 0;
    std::int64_t rows = 0;  // Of this day.
    LogHash hash{};         // Of the last link.
    std::string key;        // The public Ed25519 key, 32 bytes; empty when it is not signed.
    std::string signature;  // 64 bytes.
};

// What is signed.
std::string statement_of(const LogDay& day);

}  // namespace helselos::store::sqlite
