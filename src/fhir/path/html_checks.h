// What a narrative may hold (http://hl7.org/fhir/R4/narrative.html#xhtml, txt-1 and txt-2).
#pragma once

#include <string_view>

namespace helselos::fhir::path {

// One well-formed <div> with basic formatting only: no scripts, forms, frames, no active links.
bool is_narrative_html(std::string_view text);

// Whether there is anything to see: text that is not white space, or an image.
bool has_html_content(std::string_view text);

}  // namespace helselos::fhir::path
