// Whether a text is a value of a FHIR primitive (http://hl7.org/fhir/R4/datatypes.html#primitive),
// by hand-written matchers: linear in the length of the text, without allocation.
#pragma once

#include <cstdint>
#include <string_view>

namespace helselos::fhir::validation {

enum class Primitive : std::uint8_t {
    none,
    base64_binary,
    boolean,
    canonical,
    code,
    date,
    date_time,
    decimal,
    id,
    instant,
    integer,
    markdown,
    oid,
    positive_int,
    string,
    time,
    unsigned_int,
    uri,
    url,
    uuid,
    xhtml,
};

// By the name of the type: "dateTime". None for anything else.
Primitive primitive_of(std::string_view type_name);

// The text of a JSON string or number. Not for boolean, which has no grammar, nor for xhtml (xhtml.h).
bool matches(Primitive primitive, std::string_view text);

// What a value has to be, to tell the sender: "a date: YYYY, YYYY-MM or YYYY-MM-DD".
std::string_view demand_of(Primitive primitive);

}  // namespace helselos::fhir::validation
