// The Consents that choices are kept as (http://hl7.org/fhir/R4/consent.html; access/consent_terms.h says what each
// means).
#pragma once

#include "base/clock.h"
#include "services/choices/kept.h"
#include "json/draft.h"
#include "json/value.h"

#include <string>
#include <vector>

namespace helselos::choices {

struct Fullmakt {
    Named giver;
    Named holder;
    std::vector<std::string> areas;  // Sorted.
    std::string end;                 // A day; empty: until it is withdrawn.
    std::string replaces = {};       // The Consent that was changed.
};

json::Document consent_of(const Fullmakt& fullmakt, Instant now);
// Whether the Consent gives just these areas until just this day.
bool says(json::Value consent, const std::vector<std::string>& areas, std::string_view end);

struct Block {
    std::string patient;
    std::string performer;             // Who chose it: the patient, or who stands in for them.
    Named blocked;                     // Without reference: all personnel.
    std::vector<std::string> records;  // Sorted; none: all of them.
};

json::Document consent_of(const Block& block, Instant now);
bool says(json::Value consent, const Block& block);

struct YouthAccess {
    std::string child;
    std::string parent;
    std::string end;
};

json::Document consent_of(const YouthAccess& access, Instant now);
bool says(json::Value consent, const YouthAccess& access);

}  // namespace helselos::choices
