// http://hl7.org/fhir/R4/http.html#delete
#pragma once

#include "access/session.h"
#include "interaction/hall.h"

#include <optional>
#include <string_view>
#include <vector>

namespace helselos::interaction {

// The version that says it is gone; none when there was nothing to delete, which is no error.
// With `if_match`, error precondition unless that version is the current one.
Result<std::optional<access::Version>> remove(
    access::Session& session, const access::Key& key, std::optional<std::uint64_t> if_match = {});

// All that match, together or not at all; none: nothing happens. Error precondition when they are more than
// limits::conditional_delete_max.
Result<std::vector<access::Version>> conditional_remove(
    access::Session& session, const Hall& hall, std::string_view type, std::string_view query);

// The removal itself, for those already in the writer.
Result<std::optional<access::Version>> put_removal(
    access::Writing& writing, const access::Key& key, std::optional<std::uint64_t> if_match = {});

}  // namespace helselos::interaction
