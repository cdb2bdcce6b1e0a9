// Everything a judgement looks things up in; made once, read by all threads.
#pragma once

#include "fhir/profile/profiles.h"
#include "fhir/terminology/terminology.h"
#include "fhir/validation/code_sets.h"
#include "fhir/validation/programs.h"
#include "fhir/validation/rules.h"

namespace helselos::fhir::validation {

class Tables {
public:
    Tables(
        const Definitions& definitions, const profile::Profiles& profiles, const terminology::Terminology& terminology)
        : m_rules(definitions), m_codes(terminology), m_programs(m_rules, profiles)
    {}

    const Definitions& definitions() const { return m_rules.definitions(); }
    const Rules& rules() const { return m_rules; }
    const CodeSets& codes() const { return m_codes; }
    const Programs& programs() const { return m_programs; }

private:
    Rules m_rules;
    CodeSets m_codes;
    Programs m_programs;
};

}  // namespace helselos::fhir::validation
