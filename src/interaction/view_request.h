// What $viewdefinition-run is asked for, of Parameters and of the address. Of concern to this room only.
#pragma once

#include "base/clock.h"
#include "fhir/view_definition/row_text.h"
#include "interaction/operation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace helselos::interaction {

struct ViewRequest {
    json::Value view;       // Absent when it is stored.
    std::string reference;  // "ViewDefinition/1".
    std::string canonical;  // "http://example.org/view|1.0".
    fhir::view_definition::Format format = fhir::view_definition::Format::ndjson;
    bool wants_envelope = false;  // A Binary.
    std::string not_offered;      // Why no form that was asked for can be given (406); empty: one can.
    fhir::view_definition::Header header = fhir::view_definition::Header::yes;
    std::vector<std::string> patients;  // "Patient/1".
    std::vector<std::string> groups;    // "Group/1".
    std::optional<Instant> since;
    std::optional<std::uint64_t> limit;
    std::vector<json::Value> resources;
    bool has_resources = false;  // Then the store is not asked, even if they are none.
};

// Views the body of the request.
Result<ViewRequest> read_view_request(const OperationRequest& request);

}  // namespace helselos::interaction
