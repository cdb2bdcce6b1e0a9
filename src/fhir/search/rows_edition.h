// Which search rows a program makes, and what those of an earlier one lack.
//
// A store remembers the edition of its rows (app/reindex/rows_standing.h). Where it is older, all that is stored is
// read anew beside the other work, and a search that needs a kind of rows that has changed since is told to come back.
#pragma once

#include "fhir/definitions/definitions.h"

#include <array>
#include <cstdint>

namespace helselos::fhir::search {

// Of the rows Extractor::extract() gives. Raised, with a line for each kind in rows_changes, when the same resource
// gives other rows for the same parameters: by convert.cpp, composite.cpp, walk.cpp, fold.cpp, date_range.cpp, by
// what FHIRPath makes of a published expression, by other definitions, or by how the store keeps a row
// (store/sqlite/stored_rows.cpp). Not when a migration of the layout mends what is stored, as that of the pairs
// of code and date does.
constexpr int rows_edition = 2;

// The kinds that can change apart from each other: those of SearchType, and the rows under "identifier:of-type".
enum class RowsKind : std::uint8_t { token, string, date, number, quantity, reference, uri, composite, of_type };

struct RowsChange {
    int edition;
    RowsKind kind;
};

// In edition 1 a composite had no rows, and an identifier none for its type.
constexpr std::array rows_changes{RowsChange{2, RowsKind::composite}, RowsChange{2, RowsKind::of_type}};

// The newest edition, up to `edition`, in which rows of this kind became others. Two stores in which it is the same
// have the same rows of the kind.
constexpr int newest_change(RowsKind kind, int edition = rows_edition)
{
    int newest = 1;
    for (const auto& change : rows_changes)
        if (change.kind == kind && change.edition <= edition && change.edition > newest)
            newest = change.edition;
    return newest;
}

// Whether rows of an edition are, for this kind, those this program makes and asks for.
constexpr bool are_present(RowsKind kind, int edition)
{
    return newest_change(kind) <= edition;
}

// What a value of the type is found by. A special parameter has no rows.
constexpr RowsKind rows_kind_of(SearchType type)
{
    switch (type) {
    case SearchType::string: return RowsKind::string;
    case SearchType::date: return RowsKind::date;
    case SearchType::number: return RowsKind::number;
    case SearchType::quantity: return RowsKind::quantity;
    case SearchType::reference: return RowsKind::reference;
    case SearchType::uri: return RowsKind::uri;
    case SearchType::composite: return RowsKind::composite;
    case SearchType::token:
    case SearchType::special: return RowsKind::token;
    }
    return RowsKind::token;
}

}  // namespace helselos::fhir::search
