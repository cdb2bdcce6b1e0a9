// From the parameters of a request to a Query (http://hl7.org/fhir/R4/search.html).
#pragma once

#include "base/clock.h"
#include "base/issue.h"
#include "base/result.h"
#include "base/url.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/query.h"

#include <string_view>

namespace helselos::fhir::search {

// What the sender wants done with a parameter that is not understood: the header Prefer: handling=
// (http://hl7.org/fhir/R4/search.html#errors).
enum class Handling : std::uint8_t { strict, lenient };

// `parameters` are decoded names and values in their order.
//
// Errors, each naming the parameter, none repeating a value:
//   unsupported  an unknown resource type; a parameter, modifier or form that is not known for the type, or not
//                supported: chains, _has, composite and special parameters, :text, :in, :not-in, :of-type, and
//                :above and :below but for addresses. When the sender is lenient such a parameter is left out
//                and a warning is added to `notes`.
//   invalid      a value that is not of the parameter's type, an empty value, a broken escape, a parameter that
//                governs the answer given twice. Also when the sender is lenient.
//   too_large    more parameters or values, or longer ones, than limits::search_... allow.
//
// A _count over limits::search_page_max is made that; _count=0 asks for the total only. _format and _pretty are
// not looked at. What was left out is not in `understood`, and neither is _cursor.
Result<Query> parse_query(std::string_view resource_type, const QueryParameters& parameters,
    const Definitions& definitions, Handling handling, Instant now, Issues& notes);

}  // namespace helselos::fhir::search
