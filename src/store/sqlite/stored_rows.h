// From what search rows say to what is stored of them, and into the tables.
#pragma once

#include "store/sqlite/kept.h"
#include "store/sqlite/names.h"
#include "store/store.h"

#include <map>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

// The resource of a key, made when nobody has spoken of it before (version 0).
Result<ResourceId> ensure_resource(Connection& connection, NameId type, std::string_view logical_id);

// The rows of a change with every name as a number, sorted and without doubles.
// Invalid for a bound that is not a number, or a compartment that is no reference.
Result<EncodedRows> to_encoded(Connection& connection, Names& names, const Change& change);

// Row changes that wait until they can be written in the order of their keys, which
// touches each page of a table once.
class RowQueue {
public:
    // Writes what `after` has more than `before`, takes away what it has less.
    void exchange(ResourceId resource, const EncodedRows& before, const EncodedRows& after);
    Result<void> flush(Connection& connection);
    void clear() { m_waiting.clear(); }

private:
    struct Waiting {
        std::string key;
        ResourceId resource;
        bool is_removal;
    };

    std::vector<Waiting> m_waiting;
};

// The memberships a resource has in its own right, which it keeps when it is removed.
EncodedRows own_memberships(const EncodedRows& rows, ResourceId resource);

} // namespace helselos::store::sqlite
