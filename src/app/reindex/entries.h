// The search parameters that were added to those of R4, and how far what is stored is read by each.
//
// Kept in the store as one fact, so that it changes together with the rows it speaks of.
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app {

struct AddedEntry {
    // refused: it cannot be searched by; the reason says why. gone: its rows are still to be taken away.
    enum class Fate : std::uint8_t { in_force, refused, gone };

    std::string url;
    std::string source;   // "SearchParameter/7", or "package" of one that is installed.
    std::string edition;  // Of its definition; another when its rows may be others.
    Fate fate = Fate::in_force;
    std::string reason;
    std::vector<std::string> types;  // Those whose resources it is or was read from.

    // Whether the rows of all that is stored are as they should be. If not, they are made anew type by type, in
    // the order of the store; `cursor` is the place in the type at `at_type`.
    bool is_done = false;
    std::uint64_t at_type = 0;
    std::string cursor;
    std::uint64_t resources_done = 0;
    std::uint64_t resources_total = 0;   // When this walk began; 0 before.
    std::uint64_t resources_failed = 0;  // It could not be evaluated on.

    // "ready", "indexing", "refused", "removing".
    std::string_view state() const;
    void begin_anew();
};

using AddedEntries = std::vector<AddedEntry>;

std::string to_text(const AddedEntries& entries);
// Error fault: not what to_text wrote.
Result<AddedEntries> entries_from_text(std::string_view text);

// Of a SearchParameter: what its rows depend on, as one word.
std::string edition_of(json::Value search_parameter);

}  // namespace helselos::app
