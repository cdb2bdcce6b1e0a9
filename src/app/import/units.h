// The units of one source, one after the other; only what is being put in is in memory.
//
// - A transaction Bundle is one unit, and so is a collection whose entries refer to each other by urn: addresses.
// - The entries of a batch, another collection or a searchset, and the lines of NDJSON stand for themselves: they come
//   in groups, and when a group fails parts of it may be tried. Of lines, no group puts the same resource twice. What
//   has no request is put under its own id, or posted when it has none. Outcomes in a searchset are not records and are
//   passed over.
// - Any other resource, a document or message Bundle too, is put or posted like a line.
#pragma once

#include "app/import/ledger.h"
#include "app/import/unit.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace helselos::app {

class Units {
public:
    virtual ~Units() = default;

    // None at the end. What cannot be read is told in `failures` and passed over.
    virtual std::optional<ImportUnit> next(std::vector<ImportFailure>& failures) = 0;

    // Bytes of what was done before, and of what could not be read, since the last call.
    virtual std::uint64_t take_passed_bytes() = 0;
};

// `source` and `done` must outlive it. When `is_stopped` is set there is nothing more, also in the middle of a long
// line.
std::unique_ptr<Units> units_of(
    const ImportSource& source, const DoneSpans& done, const std::atomic<bool>* is_stopped = nullptr);

// A unit of the parts from `first` up to and without `last`.
ImportUnit unit_of_parts(const ImportUnit& unit, std::size_t first, std::size_t last);

}  // namespace helselos::app
