// What was acknowledged, and whether a store still holds exactly that.
#pragma once

#include "base/random.h"
#include "store/store.h"

#include <map>
#include <string>
#include <vector>

namespace helselos::crash {

// One change as it was asked for. The tag is a token that only this version has.
struct Done {
    store::Key key;
    store::Act act = store::Act::create;
    std::uint64_t number = 0;
    std::string tag;
    std::string filling;  // Makes the body long.
};

// One act: one transaction.
struct Deed {
    std::vector<Done> changes;
    std::size_t audits = 0;
};

class Ledger {
public:
    // An act that fits what is there: creates, updates and removals of a few resources.
    Deed invent(Random& random);
    void note(const Deed& deed);

    // Empty when the store holds exactly what was noted: every version with its body, events,
    // audit rows, search rows and totals; otherwise what is wrong.
    std::string compare(store::Store& store) const;

    std::size_t deeds() const { return m_deeds; }

private:
    std::string compare_log(store::Reader& reader) const;
    std::string compare_history(store::Reader& reader) const;
    std::string compare_events(store::Reader& reader) const;
    std::string compare_rows(store::Reader& reader) const;

    struct Standing {
        std::uint64_t number = 0;
        bool is_living = false;
        std::string tag;
    };

    std::vector<Done> m_changes;
    std::map<std::string, Standing> m_standing;  // By id.
    std::size_t m_audits = 0;
    std::size_t m_deeds = 0;
};

Result<void> carry_out(const Deed& deed, store::Transaction& transaction);

}  // namespace helselos::crash
