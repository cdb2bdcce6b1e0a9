// A row of the log, as far as it is known from who calls.
#pragma once

#include "access/caller.h"
#include "store/store.h"

#include <optional>
#include <string_view>

namespace helselos::access {

// With who, for whom, why, by which app and by which decision; the outcome is success. Texts of an attest that are
// longer than the log takes are cut.
store::AuditRow audit_row(const Caller& caller, std::string_view action, std::string_view interaction);

// "Patient/3/_history/2" is of Patient/3; a type alone is of none.
std::optional<store::Key> key_of_record(std::string_view record);

}  // namespace helselos::access
