// What of an import is settled already, so that an interrupted one goes on where it stopped.
#pragma once

#include "app/import/unit.h"

#include <map>

namespace helselos::app {

// Spans of one source by where they begin.
using DoneSpans = std::map<std::uint64_t, std::uint64_t>;

class Ledger {
public:
    virtual ~Ledger() = default;

    // Does not change while the source is read.
    virtual const DoneSpans& done(const ImportSource& source) const = 0;
    virtual bool is_empty() const = 0;
    // Called when what the span holds is durable. Error fault.
    virtual Result<void> add(const ImportSource& source, Span span) = 0;
};

}  // namespace helselos::app
