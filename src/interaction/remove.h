// http://hl7.org/fhir/R4/http.html#delete
#pragma once

#include "access/session.h"
#include "interaction/hall.h"

#include <optional>
#include <string_view>

namespace helselos::interaction {

// The version that says it is gone; none when there was nothing to delete, which is no error.
// With `if_match`, error precondition unless that version is the current one.
Result<std::optional<access::Version>> remove(
    access::Session& session, const access::Key& key, std::optional<std::uint64_t> if_match = {});

// The one that matches; none: nothing happens; several: precondition.
Result<std::optional<access::Version>> conditional_remove(
    access::Session& session, const Hall& hall, std::string_view type, std::string_view query);

// The removal itself, for those already in the writer.
Result<std::optional<access::Version>> put_removal(
    access::Writing& writing, const access::Key& key, std::optional<std::uint64_t> if_match = {});

}  // namespace helselos::interaction
