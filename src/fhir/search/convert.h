// From a value in a resource to the rows that find it, by the type of the search parameter
// (the tables of http://hl7.org/fhir/R4/search.html).
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/search/rows.h"
#include "fhir/search/zone.h"
#include "json/value.h"

#include <string_view>

namespace helselos::fhir::search {

// What a FHIR type is to search; types of one shape are converted alike.
enum class Shape : std::uint8_t {
    nothing,  // Not searched by: Attachment, SampledData, a resource ...
    text,     // string, id, code and all other primitives that are not named below.
    boolean,
    number,
    date,
    uri,
    canonical,
    coding,
    codeable_concept,
    identifier,
    contact_point,
    human_name,
    address,
    annotation,
    quantity,  // Age, Duration and all other Quantities.
    money,
    range,
    period,
    timing,
    reference,
};

// By the name of the type: "CodeableConcept". Unknown types are nothing.
Shape shape_of(std::string_view type, const Definitions& definitions);

struct Found {
    json::Value value;
    Shape shape = Shape::nothing;
    const ValueSet* codes = nullptr;  // What the value is bound to, for the system of a plain code.
};

// Adds the rows of one value. A value that this type of parameter is not searched by adds none, as does
// one that says nothing (only extensions, a contained reference, a Timing without bounds or events). Dates without an
// offset are of the zone.
void convert(const SearchParameter& parameter, const Found& found, const Zone& zone, Rows& rows);

}  // namespace helselos::fhir::search
