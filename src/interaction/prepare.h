// From a resource somebody sent to a draft the writer can keep: validated, with its
// id in place, its search rows, and its body with a hole for version and time.
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "json/value.h"

#include <string>
#include <string_view>

namespace helselos::interaction {

// The one that judges for this house.
const fhir::validation::Validator& validator_of(const Hall& hall);

// Refuses (unprocessable, with all issues) what breaks the definition of its type or a profile it claims and
// that is known, and what does not claim a profile that the house requires.
Result<void> refuse_if_wrong(const Hall& hall, json::Value resource);

// The resource is taken to be valid; but a SearchParameter that could not be searched by is refused (unprocessable),
// and so are Norwegian identifiers that are wrong here (national_numbers.h), each with its path. Whatever id, versionId
// and lastUpdated it carries is replaced.
Result<access::Draft> prepare(const Hall& hall, access::Act act, json::Document resource, std::string_view id);

access::Draft prepare_removal(const access::Key& key);

// The text of `resource` with `id` in place and the hole inside meta.
access::Body body_with_hole(json::Value resource, std::string_view id);

// A new id: rises with time, so that rows written together lie together.
std::string new_id(const Hall& hall);

}  // namespace helselos::interaction
