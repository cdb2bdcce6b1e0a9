// The journal: what happened in the house, numbered without gaps in the order of commit, kept for those who are told
// of it later: subscriptions and the feed (docs/decisions/0038-subscriptions.md).
//
// An entry is written in the same transaction that marks its event handled, so each event stands in it once.
#pragma once

#include "access/session.h"
#include "event/event.h"
#include "store/store.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace helselos::app {

struct JournalEntry {
    std::uint64_t number = 0;  // From 1 on.
    event::Happened happened = event::Happened::created;
    store::Key key;
    std::uint64_t version = 0;
    Instant at;
};

std::string line_of(const JournalEntry& entry);
// Error fault: what was kept is damaged.
Result<JournalEntry> entry_of_line(std::string_view line);

// Those of events in the writer, in their order. Subscriptions themselves are left out: they are of nobody's record.
Result<void> keep_in_journal(access::Writing& writing, std::span<const event::Event> events);

// The number of the newest; 0 when there is none.
Result<std::uint64_t> newest_in_journal(store::Reader& reader);
Result<std::uint64_t> newest_in_journal(access::Writing& writing);
// Of what is still kept, the number of the oldest.
std::uint64_t oldest_in_journal(std::uint64_t newest);
// At most `count` entries after that number, in order. Error gone: they are no longer kept.
Result<std::vector<JournalEntry>> read_journal(store::Reader& reader, std::uint64_t after, std::size_t count);

}  // namespace helselos::app
