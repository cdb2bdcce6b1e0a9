// The text of a literal reference in its parts (http://hl7.org/fhir/R4/references.html#literal).
#pragma once

#include <string_view>

namespace helselos::fhir::validation {

// The last parts of ".../Patient/1" or ".../Patient/1/_history/2".
struct LiteralReference {
    std::string_view before;  // What stands in front: the base, or nothing.
    std::string_view type;
    std::string_view id;
    std::string_view version;
    bool is_versioned = false;

    bool is_whole() const;  // Id and version have the form of ids.
};

LiteralReference parts_of_reference(std::string_view text);

// "urn:uuid:..." and "http://..." have a scheme; "Patient/1" has not.
bool has_scheme(std::string_view text);

std::string_view without_history(std::string_view reference);

}  // namespace helselos::fhir::validation
