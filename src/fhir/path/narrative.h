// The narrative of a resource: XHTML with formatting and nothing that acts
// (http://hl7.org/fhir/R4/narrative.html, txt-1 and txt-2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace helselos::fhir::path {

enum class NarrativeRule : std::uint8_t {
    form,     // txt-1: one <div> of elements, attributes and addresses that may be there.
    content,  // txt-2: something to see, text or a picture.
};

struct NarrativeFault {
    NarrativeRule rule = NarrativeRule::form;
    const char* reason = "";   // Names the rule, never the content.
    std::size_t position = 0;  // In bytes from the start: where the reading ended.
};

// The first that is wrong, or nothing. Allowed are one <div> in the XHTML name space with the elements
// and attributes of the list, the five entities of XML and numbered ones, comments, and addresses and
// styles that do not act. Linear in the length; not deeper than limits::xhtml_depth_max.
std::optional<NarrativeFault> narrative_fault(std::string_view text);

// What htmlChecks() asks: no fault of form.
bool is_narrative_html(std::string_view text);

// What htmlChecks2() asks: no fault at all.
bool has_html_content(std::string_view text);

}  // namespace helselos::fhir::path
