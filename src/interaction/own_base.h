// A reference that writes out this server's whole address means one of our own, in what is
// kept; what is asked is told the base (fhir/search/grounds.h).
#pragma once

#include "fhir/search/rows.h"

#include <string_view>

namespace helselos::interaction {

// "http://us/fhir/Patient/1" becomes Patient/1; with an empty base nothing changes.
void make_own(fhir::search::Rows& rows, std::string_view base);

}  // namespace helselos::interaction
