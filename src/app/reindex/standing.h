// What becomes of the search parameters in force when a SearchParameter comes, changes or goes. Pure.
#pragma once

#include "app/reindex/entries.h"
#include "fhir/search/parameters.h"

#include <string>

namespace helselos::app {

struct Standing {
    AddedEntries entries;
    fhir::search::Parameters::Shared parameters;
};

// What stands at the source now; absent when nothing does. Only an active one takes part, and none that R4 has
// itself. Once more with the same changes nothing. One that cannot be searched by stands as refused, with the reason.
void take_up(Standing& standing, const std::string& source, json::Value resource);

// All that is stored was gone through for the entry of this source.
void finish(Standing& standing, const std::string& source);

// Makes the parameters agree with what the entries say of them.
void settle(Standing& standing);

}  // namespace helselos::app
