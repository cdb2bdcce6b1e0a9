// A few versions on: from the store to the index of words.
//
// The index is only ever added to. What a resource says now is there for sure; what it said before may be there
// as well, and then it is listed as stale. So no moment of the store finds too little, and what it may find too
// much is known.
#pragma once

#include "fhir/search/words.h"
#include "store/sqlite/names.h"
#include "store/sqlite/words/word_file.h"
#include "store/store.h"

#include <algorithm>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

struct WordBatch {
    struct Entry {
        ResourceId resource = 0;
        std::string terms;
        bool is_stale = false;
        NameId unread_type = 0;  // Its words could not be read; else 0.
    };
    struct Change {
        std::int64_t sequence = 0;
        ResourceId resource = 0;
        NameId type = 0;
    };
    std::vector<Entry> entries;
    std::vector<Change> changes;
    std::vector<ResourceId> removed;
    WordFacts facts;           // After it.
    std::size_t versions = 0;  // Gone through; none: the index is at the end.
    std::int64_t latest = 0;   // The last sequence of the store.

    std::size_t stale() const
    {
        return removed.size() + static_cast<std::size_t>(std::ranges::count_if(entries, [](const Entry& entry) {
            return entry.is_stale;
        }));
    }
};

// Reads what comes after `facts`, no more than limits::words_batch_max versions, in one moment of `store`.
// New parameters get their number in `file`.
Result<WordBatch> read_batch(
    Connection& store, Names& names, const WordFacts& facts, const fhir::search::WordReader& reader, WordFile& file);

// All or nothing.
Result<void> write_batch(WordFile& file, WordBatch& batch);

// The name under which a parameter has its number: that of another definition has another.
std::string numbered_name(const fhir::search::WordReader& reader, std::string_view parameter_name);

// What stands at a sequence of the store, so that it can be told from what another store has there; empty when it
// has nothing.
Result<std::string> anchor_at(Connection& store, std::int64_t sequence);

}  // namespace helselos::store::sqlite
