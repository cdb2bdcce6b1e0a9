// Putting an address register into the store.
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "services/sharing/address_file.h"

namespace helselos::sharing {

struct AddressesLoaded {
    std::size_t made = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t withdrawn = 0;  // Of an earlier file and not of this one: inactive now.
};

// By the operator's session. What has the HER-id is changed, whoever made it; the same file again changes nothing. An
// empty register is refused: it would withdraw everybody.
Result<AddressesLoaded> load_addresses(
    access::Session& session, const interaction::Hall& hall, const std::vector<AddressEntry>& entries);

}  // namespace helselos::sharing
