// What every act on a record needs to know of FHIR, made once at start.
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "base/seal.h"
#include "fhir/definitions/definitions.h"
#include "fhir/norway/identifier.h"
#include "fhir/search/extract.h"
#include "fhir/terminology/compose.h"
#include "interaction/required_profiles.h"

#include <string>

namespace helselos::fhir::validation {
class Validator;
}

namespace helselos::interaction {

struct Hall {
    const fhir::Definitions& definitions;
    const fhir::search::Extractor& extractor;
    const Clock& clock;
    Random& random;
    std::string base = {};  // This server's own FHIR base, as callers see it; empty when there is none.
    // For value sets and code systems in a search; without it :in, :not-in, :above and :below of codes are refused.
    const fhir::terminology::Source* terminology = nullptr;
    // Knows the profiles of packages and content; without it R4 alone judges.
    const fhir::validation::Validator* validator = nullptr;
    const RequiredProfiles* required_profiles = nullptr;  // Of every write; null: none.
    fhir::norway::NumberRules numbers = {};               // What Norwegian identifiers are judged by.
    const Seal* seal = nullptr;                           // For what links must not show; null: no such link is given.
    bool takes_tokens = false;                            // Of SMART App Launch; said in the CapabilityStatement.
};

}  // namespace helselos::interaction
