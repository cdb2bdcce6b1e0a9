// What every act on a record needs to know of FHIR, made once at start.
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/extract.h"

#include <string>

namespace helselos::interaction {

struct Hall {
    const fhir::Definitions& definitions;
    const fhir::search::Extractor& extractor;
    const Clock& clock;
    Random& random;
    std::string base = {};  // This server's own FHIR base, as callers see it; empty when there is none.
};

}  // namespace helselos::interaction
