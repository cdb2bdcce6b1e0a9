// From what search rows say to what is stored of them, and into the tables.
#pragma once

#include "store/sqlite/kept.h"
#include "store/sqlite/names.h"
#include "store/sqlite/paired.h"
#include "store/store.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

// The resource of a key, made when nobody has spoken of it before (version 0).
Result<ResourceId> ensure_resource(Connection& connection, NameId type, std::string_view logical_id);

// The rows of a change with every name as a number, sorted and without doubles.
// Invalid for a bound that is not a number, or a compartment that is no reference.
Result<EncodedRows> to_encoded(Connection& connection, Names& names, const Change& change);

// Parameters of which some resource has several ranges that differ, told once and for good.
class DifferingRanges {
public:
    Result<void> note(Connection& connection, Names& names, const Change& change);
    Result<void> note(Connection& connection, NameId parameter);
    // After a rollback.
    void forget() { m_known.clear(); }

private:
    std::set<NameId> m_known;
};

// Rows as they stand in the tables: of a string the table has only the cut, folded text; and the pairs.
EncodedRows to_keys(const EncodedRows& rows, const std::vector<Pair>& pairs);

// Row changes of a group of acts that wait until they can be written in the order of
// their keys, which touches each page of a table once. A search needs them written
// sooner; then those of earlier acts are kept in mind, because an act that is rolled
// back takes everything along that was written within it.
class RowQueue {
public:
    void begin_act();
    void abandon_act();

    // Writes what `after` has more than `before`, takes away what it has less. Both as keys.
    void exchange(ResourceId resource, const EncodedRows& before, const EncodedRows& after);
    Result<void> flush(Connection& connection);
    void clear();

private:
    struct Waiting {
        std::string key;
        ResourceId resource;
        bool is_removal;
    };

    std::vector<Waiting> m_waiting;
    std::size_t m_of_earlier_acts = 0;  // So many of those that wait, from the first on.
    std::vector<Waiting> m_lent;        // Of earlier acts, written within the present one.
};

// The memberships a resource has in its own right, which it keeps when it is removed.
EncodedRows own_memberships(const EncodedRows& rows, ResourceId resource);

}  // namespace helselos::store::sqlite
