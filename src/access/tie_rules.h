// What each tie gives, as rows a lawyer can read.
#pragma once

#include "access/relations.h"
#include "store/store.h"

#include <string_view>
#include <vector>

namespace helselos::access {

// What one row gave.
struct Given {
    std::string_view rule;
    std::string patient;  // Whom it lets the caller represent; empty for the caller's own record.
    store::Reach reach;
    const Tie* tie = nullptr;  // Of the relations; none for the caller's own record.
};

// Of a resident.
std::vector<Given> given_to_resident(const Relations& relations, const Now& now);

// Of personnel or a machine of an organisation; a machine has no emergencies and nobody blocked it by name.
std::vector<Given> given_to_personnel(
    const std::string& organization, const std::string& practitioner, const Relations& relations, const Now& now);

}  // namespace helselos::access
