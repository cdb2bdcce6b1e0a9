// What every act on a record needs to know of FHIR, made once at start.
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/extract.h"

namespace helselos::interaction {

struct Hall {
    const fhir::Definitions& definitions;
    const fhir::search::Extractor& extractor;
    const Clock& clock;
    Random& random;
};

} // namespace helselos::interaction
