// The links of a narrative that lead into the resource itself.
#pragma once

#include <string_view>
#include <vector>

namespace helselos::fhir::validation {

struct NarrativeLinks {
    std::vector<std::string_view> targets;  // "a" of href="#a"; those to nothing but "#" are left out.
    std::vector<std::string_view> anchors;  // Of id and name.
};

// Of a narrative that is well-formed and safe (fhir/path/narrative.h); of others anything.
NarrativeLinks links_of(std::string_view xhtml);

}  // namespace helselos::fhir::validation
