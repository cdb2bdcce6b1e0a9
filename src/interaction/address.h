// Where an act is aimed: the part of a request's address after the base, as in a
// Bundle entry's request.url or a literal reference
// (http://hl7.org/fhir/R4/http.html#operations).
#pragma once

#include "access/record.h"
#include "base/result.h"
#include "fhir/definitions/definitions.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::interaction {

struct Address {
    std::string type;  // Empty: the system.
    std::string id;    // Empty: the type.
    std::optional<std::uint64_t> version;
    bool is_history = false;  // "Patient/1/_history", "Patient/_history".
    std::string query;        // After "?", still encoded.

    access::Key key() const { return {type, id}; }
};

// "Patient", "Patient/1", "Patient/1/_history", "Patient/1/_history/2", "Patient?identifier=x|y".
// Refuses types that are not resources (not_found) and ids that break FHIR's grammar (invalid).
Result<Address> parse_address(std::string_view text, const fhir::Definitions& definitions);

bool is_resource_type(std::string_view type, const fhir::Definitions& definitions);
bool is_id(std::string_view text);

std::string reference_of(const access::Key& key);

}  // namespace helselos::interaction
