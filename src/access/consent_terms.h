// What a Consent says about who may see, and the refusal of one that says what this house cannot keep
// (http://hl7.org/fhir/R4/consent.html).
//
// Four kinds are kept:
//   sharing       permit to organisations (provision.actor), for the records named in provision.data, perhaps until
//                 provision.period.end;
//   fullmakt      permit to a person (provision.actor in role GRANTEE), category 7611 FU or TD, for the service areas
//                 (7618) in provision.securityLabel, within provision.period;
//   youth access  permit by a parent, category youth-access, within provision.period;
//   denial        deny to organisations, practitioners or, with no actor, to all personnel: of the records named in
//                 provision.data, or of all records when none is named.
// Any other is stored as a record and changes nothing.
#pragma once

#include "access/calendar.h"
#include "base/result.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace helselos::access {

enum class ConsentKind : std::uint8_t { record_only, sharing, fullmakt, youth_access, denial };

struct ConsentTerms {
    ConsentKind kind = ConsentKind::record_only;  // record_only when it is not active.
    std::string patient;                          // Of whom it speaks: "Patient/4".
    std::vector<std::string> actors;              // To whom it gives or denies: "Organization/9".
    std::vector<store::Key> records;              // Named; of a denial, none are all.
    std::vector<std::string> areas;               // Codes of 7618.
    Period period;
};

ConsentTerms terms_of(json::Value consent);

// To whom it gives, or once gave, a fullmakt: "Patient/9". Whoever held one may know that it ended.
std::vector<std::string> holders_of(json::Value consent);

// Error unprocessable, with the element's path: it is active and would change who may see, and there is something in
// it that this house cannot enforce. Better refused than kept and not obeyed.
Result<void> refuse_if_not_enforceable(json::Value consent);

}  // namespace helselos::access
