// Which form the caller sends and wants (http://hl7.org/fhir/R4/http.html#mime-type).
#pragma once

#include "base/result.h"
#include "base/url.h"
#include "fhir/search/parse_query.h"
#include "server/http/message.h"

namespace helselos::rest {

constexpr std::string_view fhir_json = "application/fhir+json; charset=utf-8";

enum class Preference : std::uint8_t { representation, minimal, operation_outcome };

struct Wishes {
    bool is_pretty = false;
    Preference returned = Preference::representation;
    bool said_returned = false;  // Prefer: return=... was there.
    bool is_async = false;       // Prefer: respond-async (RFC 7240) was there.
    fhir::search::Handling handling = fhir::search::Handling::strict;
};

// What cannot be served is not_acceptable.
enum class Acceptable : bool { no, yes };
Acceptable is_acceptable(const http::Request& request, const QueryParameters& parameters);

// Whether the caller asks for another form than FHIR's, ahead of it: "application/pdf", "image/jpeg" by image/*. By
// _format, else by the order in Accept; that anything will do is not asking for it.
bool asks_for(const http::Request& request, const QueryParameters& parameters, std::string_view media);

// What the body claims to be, in small letters and without parameters; empty: it does not say.
std::string sent_media(const http::Request& request);

// The body claims to be JSON.
bool is_json(const http::Request& request);

// The body claims to be a JSON Patch (RFC 6902).
bool is_json_patch(const http::Request& request);

Wishes read_wishes(const http::Request& request, const QueryParameters& parameters);

}  // namespace helselos::rest
