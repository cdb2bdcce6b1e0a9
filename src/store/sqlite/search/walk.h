// The first page of a sorted search, read in the order of an index instead of
// gathering all that matches.
#pragma once

#include "store/sqlite/search/plan.h"
#include "store/sqlite/search/sort.h"

#include <optional>
#include <vector>

namespace helselos::store::sqlite {

// One stretch of an index in the order of its values.
struct Track {
    std::string source;                // SELECT resource, ... AS key FROM ... WHERE ...; conditions on the
    std::string column;                // column that is the key may follow.
    std::vector<std::int64_t> values;  // Of the question marks in the source.
    std::string also = {};             // More conditions on what is found.
    Living living = Living::yes;
    std::optional<std::string> start = {};  // Of a composite key, whose value lies behind it.
    // No key outside these can be found by what the plan asks of the same parameter.
    std::optional<SortValue> least = {};
    std::optional<SortValue> greatest = {};
};
using Tracks = std::vector<Track>;

// The tracks whose keys together are what the resources of the plan sort by; none when no index has that order.
// Where the plan asks for a code that is paired with what is sorted by, only those of the code.
Result<std::optional<Tracks>> find_tracks(const Inquiry& inquiry, const Plan& plan, const SortOrder::Key& key);

// The first `count` in the order after the given place.
Result<std::vector<Placed>> walk(Inquiry& inquiry, const Plan& plan, const Tracks& tracks, const SortOrder& order,
    const std::optional<Placed>& after, std::size_t count);

}  // namespace helselos::store::sqlite
