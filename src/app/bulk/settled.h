// How much of one input of an import is settled: put in, or refused for good.
//
// Kept in the store, changed in the transaction that puts the resources in: after a kill nothing is done twice, and
// nothing is left out.
#pragma once

#include "app/import/ledger.h"

#include <string>
#include <string_view>

namespace helselos::app::bulk {

struct Settled {
    DoneSpans spans;  // None touches another.
    std::uint64_t put = 0;
    std::uint64_t refused = 0;

    void add(Span span);
    // Whether the byte is within a span.
    bool holds(std::uint64_t byte) const;

    bool operator==(const Settled&) const = default;
};

std::string to_text(const Settled& settled);
// Of an empty text: nothing is settled. Error fault: damaged.
Result<Settled> settled_of(std::string_view text);

}  // namespace helselos::app::bulk
