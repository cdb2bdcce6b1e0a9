// How far a walk has come that makes the search rows of what is stored anew: type by type, in the order of the store.
//
// Kept in the store together with the rows it speaks of: after a stop it goes on where it was.
#pragma once

#include "json/draft.h"
#include "json/value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace helselos::app {

struct Passage {
    std::vector<std::string> types;
    bool is_done = false;
    std::uint64_t at_type = 0;
    std::string cursor;  // The place in the type at `at_type`.
    std::uint64_t resources_done = 0;
    std::uint64_t resources_total = 0;   // When the walk began; 0 before.
    std::uint64_t resources_failed = 0;  // Their rows could not be made.

    bool is_at_start() const { return at_type == 0 && cursor.empty(); }
    bool is_at_end() const { return at_type >= types.size(); }
    // Through the same types from the start.
    void begin_anew();

    bool operator==(const Passage&) const = default;
};

// Its members, into the object of what it is a passage of, and back.
void add_passage(const Passage& passage, json::Draft& to);
void read_passage(json::Value from, Passage& passage);

}  // namespace helselos::app
