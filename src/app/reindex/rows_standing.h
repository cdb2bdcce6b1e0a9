// Of which edition the search rows of all that is stored are (fhir/search/rows_edition.h), and the rows of who may see
// it (access/memberships.h), and how far those of an earlier program are made anew.
//
// Kept in the store as one fact, so that it changes together with the rows it speaks of. What is written meanwhile
// has rows of this program at once; that alone makes no old store a new one.
#pragma once

#include "app/reindex/passage.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace helselos::app {

// Its passage is through all types that have resources.
struct RowsStanding : Passage {
    int edition = 0;                       // No row is of an earlier one.
    int target = 0;                        // The edition of the program that began the passage.
    int memberships = 0;                   // Of who may see: none is of an earlier edition.
    int memberships_target = 0;            // As target.
    bool is_asked = false;                 // All is made anew because somebody asked; what there is holds meanwhile.
    std::uint64_t memberships_failed = 0;  // They say who may see in a way that cannot be kept, and were left.
    std::string first_failed;

    // "ready", "indexing", or "incomplete": some rows could not be made. The next start tries again, or who asked may.
    std::string_view state() const;
    std::string reason() const;  // Why it is incomplete.

    bool operator==(const RowsStanding&) const = default;
};

std::string to_text(const RowsStanding& standing);
// Error fault: not what to_text wrote.
Result<RowsStanding> rows_standing_from_text(std::string_view text);

// How things stand at the start of this program. `kept` is what to_text wrote, or empty: then the store is new, or,
// when it has data, of the first edition. Errors: unsupported (a newer program made rows in it), fault (damaged).
enum class HasData : bool { no, yes };
Result<RowsStanding> standing_of_rows(std::string_view kept, HasData has_data);

// Somebody asks for all rows to be made anew. False when that is under way: it is the same passage.
bool ask_anew(RowsStanding& standing);

// All that is stored was gone through.
void finish(RowsStanding& standing);

}  // namespace helselos::app
