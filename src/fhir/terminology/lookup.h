// http://hl7.org/fhir/R4/codesystem-operation-lookup.html
#pragma once

#include "fhir/terminology/coded_value.h"
#include "json/draft.h"

namespace helselos::fhir::terminology {

struct LookupRequest {
    CodedValue value;
    std::string_view language = {};                 // Of the display.
    std::vector<std::string_view> properties = {};  // None: all. "lang.nb" asks for the designations in a language.
};

// The Parameters that answer. Errors: those of known_concept.
Result<json::Draft> lookup(const Source& source, const LookupRequest& request);

}  // namespace helselos::fhir::terminology
