// From the parameters of a request to a Query (http://hl7.org/fhir/R4/search.html).
#pragma once

#include "base/issue.h"
#include "base/result.h"
#include "base/url.h"
#include "fhir/search/compartment.h"
#include "fhir/search/grounds.h"
#include "fhir/search/query.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

// What the sender wants done with a parameter that is not understood: the header Prefer: handling=
// (http://hl7.org/fhir/R4/search.html#errors).
enum class Handling : std::uint8_t { strict, lenient };

// Where is searched.
struct Space {
    std::vector<std::string> types;  // None: all of them.
    bool may_name_types = false;     // A search of the system or of a whole compartment: _type may choose.
    std::optional<Owner> owner;      // Only what is in their compartment.

    static Space of_type(std::string_view type) { return {{std::string(type)}, false, {}}; }
};

// `parameters` are decoded names and values in their order.
//
// Errors, each naming the parameter, none repeating a value:
//   unsupported  an unknown resource type; a parameter, modifier or form that is not known for all types searched, or
//                not supported. When the sender is lenient such a parameter is left out and a warning is added to
//                `notes`; never _type, without which more would be searched than was meant.
//   invalid      a value that is not of the parameter's type, an empty value, a broken escape, a parameter that
//                governs the answer given twice. Also when the sender is lenient, as all that follow.
//   busy         a parameter that was added and is being indexed: the answer would be partial.
//   too_large    more parameters, values, conditions or links, or longer or deeper ones, than limits::search_... allow.
//   not_found    a type that is in no compartment of the owner.
//
// A _count over limits::search_page_max is made that; _count=0 asks for the total only. _format and _pretty are
// not looked at. What was left out is not in `understood`, and neither is _cursor.
Result<Query> parse_query(
    const Space& space, const QueryParameters& parameters, const Grounds& grounds, Handling handling, Issues& notes);

}  // namespace helselos::fhir::search
