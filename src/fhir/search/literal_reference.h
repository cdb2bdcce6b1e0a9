// The text of a Reference.reference (http://hl7.org/fhir/R4/references.html#literal).
#pragma once

#include <string_view>

namespace helselos::fhir::search {

// Views into the text. Exactly one of id, url and is_contained is set for a text that is not empty.
struct LiteralReference {
    std::string_view type;  // "Patient", of "Patient/1" and "Patient/1/_history/2".
    std::string_view id;
    std::string_view url;       // The whole text, when it leads elsewhere: "http://...", "urn:uuid:...".
    bool is_contained = false;  // "#a"
};

LiteralReference literal_reference(std::string_view text);

// "Patient", of "Patient/1" and of "https://elsewhere/fhir/Patient/1"; empty when the text does not tell.
std::string_view type_in_reference(std::string_view text);

// http://hl7.org/fhir/R4/datatypes.html#id
bool is_id(std::string_view text);

}  // namespace helselos::fhir::search
