// Searches of one type, of the whole system and of a compartment (http://hl7.org/fhir/R4/http.html#search).
#pragma once

#include "access/session.h"
#include "base/url.h"
#include "fhir/search/parse_query.h"
#include "interaction/hall.h"
#include "interaction/shorten.h"

#include <optional>
#include <string>

namespace helselos::interaction {

struct SearchRequest {
    std::string type;  // Empty: those that _type names, or all the caller may search.
    QueryParameters parameters;
    fhir::search::Handling handling = fhir::search::Handling::strict;
    std::string base;                                     // The server's own address, without a slash at the end.
    std::optional<fhir::search::Owner> compartment = {};  // Only what is in it: "Patient/1".
};

// A Bundle of type searchset as JSON text. Under lenient handling, what was not understood is
// told in an OperationOutcome entry of mode outcome.
Result<std::string> search_type(access::Session& session, const Hall& hall, const SearchRequest& request);

// The same in the writer, for a GET inside a transaction.
Result<std::string> search_type(access::Writing& writing, const Hall& hall, const SearchRequest& request);

// How a read wants its resource told: its _summary and _elements, the others aside. Errors: invalid, unsupported.
Result<Shortening> shortening_of(const Hall& hall, std::string_view type, const QueryParameters& parameters);

}  // namespace helselos::interaction
