// The narrative: XHTML with formatting and nothing that acts
// (http://hl7.org/fhir/R4/narrative.html).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::validation {

// What is wrong, or nothing. Allowed are one <div> in the XHTML name space with the elements and
// attributes of the list, the five entities of XML and numbered ones, comments, and addresses
// that do not act. Linear in the length; the reason names a rule, never the content.
std::optional<std::string> unsafe_xhtml(std::string_view text);

}  // namespace helselos::fhir::validation
