// http://hl7.org/fhir/R4/http.html#create
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "interaction/written.h"
#include "json/value.h"

#include <string_view>

namespace helselos::interaction {

// The server chooses the id. With `if_none_exist` (a query string) nothing is made when one
// resource matches; two callers asking the same at once get the same resource.
Result<Written> create(
    access::Session& session, const Hall& hall, json::Document resource, std::string_view if_none_exist = {});

}  // namespace helselos::interaction
