// http://hl7.org/fhir/R4/http.html#update
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "interaction/written.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace helselos::interaction {

// Puts the resource under `key`; makes it when it was not there or was deleted.
// With `if_match`, error precondition unless that version is the current one.
Result<Written> update(access::Session& session, const Hall& hall, const access::Key& key, json::Document resource,
    std::optional<std::uint64_t> if_match = {});

// The one that matches `query` is updated; none: it is made (under the resource's own id, if it
// has one); several: precondition.
Result<Written> conditional_update(access::Session& session, const Hall& hall, std::string_view query,
    json::Document resource, std::optional<std::uint64_t> if_match = {});

// The put itself, for those already in the writer.
Result<Written> put_update(access::Writing& writing, access::Draft draft, std::optional<std::uint64_t> if_match);

}  // namespace helselos::interaction
