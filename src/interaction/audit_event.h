// A row of the log as FHIR's AuditEvent (http://hl7.org/fhir/R4/auditevent.html), with words a resident
// understands: who, where, what and why. A national identity number is never in it.
#pragma once

#include "access/record.h"
#include "json/draft.h"

#include <string>

namespace helselos::interaction {

inline constexpr std::string_view audit_event_type = "AuditEvent";

// What the row's references are called, as far as the reader may know; empty: not known.
struct AuditNames {
    std::string agent;
    std::string organization;
};

json::Draft audit_event(const access::LoggedRow& logged, const AuditNames& names);

}  // namespace helselos::interaction
