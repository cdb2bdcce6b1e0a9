// The search parameters that were added to those of R4, and how far what is stored is read by each.
//
// Kept in the store as one fact, so that it changes together with the rows it speaks of.
#pragma once

#include "app/reindex/passage.h"
#include "base/result.h"
#include "json/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app {

// Its passage is through the types whose resources it is or was read from.
struct AddedEntry : Passage {
    // refused: it cannot be searched by; the reason says why. gone: its rows are still to be taken away.
    enum class Fate : std::uint8_t { in_force, refused, gone };

    std::string url;
    std::string source;   // "SearchParameter/7", or "package" of one that is installed.
    std::string edition;  // Of its definition; another when its rows may be others.
    Fate fate = Fate::in_force;
    std::string reason;

    // "ready", "indexing", "refused", "removing".
    std::string_view state() const;
};

using AddedEntries = std::vector<AddedEntry>;

std::string to_text(const AddedEntries& entries);
// Error fault: not what to_text wrote.
Result<AddedEntries> entries_from_text(std::string_view text);

// Of a SearchParameter: what its rows depend on, as one word.
std::string edition_of(json::Value search_parameter);

}  // namespace helselos::app
