// Relations, remembered per caller until something they are read from is written.
//
// The writer counts an edition in the store, in the same act as what it writes. A reader that sees the edition the
// relations were read at sees the same ties: so a withdrawn consent is worth nothing from the moment its withdrawal
// can be seen. What hangs on the hour (periods) is kept as it is said, and judged when it is used; what hangs on the
// day (who lives where) is read anew each day.
#pragma once

#include "access/relations_of.h"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace helselos::access {

// For any thread.
class RelationsCache {
public:
    // `reader` must be of one committed moment: what a writer sees before its act is done may never come to be.
    Result<std::shared_ptr<const Relations>> of(const Caller& caller, store::Reader& reader, const Now& now);

private:
    struct Entry {
        std::string edition;
        Day day;
        std::shared_ptr<const Relations> relations;  // Shared with the sessions that decide by them.
    };

    std::shared_ptr<const Relations> find(const std::string& who, const std::string& edition, Day day) const;
    void keep(const std::string& who, Entry entry);

    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Entry> m_entries;
};

// All that is remembered is worthless, in the act that changes memberships without writing a version.
Result<void> count_edition(store::Transaction& transaction);

// What the writer does for it, in the act that writes: `before` and `after` are the resource as it was and will be,
// absent when there is none.
Result<void> count_edition(
    store::Transaction& transaction, std::string_view type, json::Value before, json::Value after);

}  // namespace helselos::access
