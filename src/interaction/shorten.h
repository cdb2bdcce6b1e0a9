// A resource told in part: _summary and _elements, of a search and of a read
// (http://hl7.org/fhir/R4/search.html#summary, #elements).
//
// What makes the rest mean something else is never left out: id, meta, mandatory elements and modifier elements stay,
// and a tag in meta says that there is more.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/search/query.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::interaction {

struct Shortening {
    fhir::search::Summary summary = fhir::search::Summary::none;
    std::vector<std::string> elements;  // Of the resource itself; none: those of the summary.

    bool changes_anything() const;
};

// `body` is a resource as it is stored. Error fault when it cannot be read.
Result<std::string> shorten(std::string_view body, const Shortening& shortening, const fhir::Definitions& definitions);

}  // namespace helselos::interaction
