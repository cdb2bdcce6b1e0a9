// Who is calling, as far as it was proved.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace helselos::access {

enum class CallerKind : std::uint8_t {
    nobody,     // Not signed in.
    resident,   // A person, for themself and for those they represent.
    personnel,  // Health personnel, at work for an organisation.
    service,    // A service of the house, acting for somebody (acting_for) or by itself.
    system,     // The operator: import, and a server started without authentication.
};

struct Caller {
    CallerKind kind = CallerKind::nobody;
    std::string subject;                  // "Patient/1", "Practitioner/2", "sharing"; empty for nobody.
    std::string organization;             // Of personnel: "Organization/3".
    std::vector<std::string> represents;  // Of a resident: "Patient/4", a child.
    std::string purpose;                  // http://terminology.hl7.org/ValueSet/v3-PurposeOfUse: "TREAT", "PATRQT".
    std::string acting_for = {};          // Of a service: the subject of the caller it serves.
};

}  // namespace helselos::access
