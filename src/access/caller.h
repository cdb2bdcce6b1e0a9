// Who is calling, as far as it was proved.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace helselos::access {

enum class CallerKind : std::uint8_t {
    nobody,         // Not signed in.
    resident,       // A person, for themself and for those they represent.
    personnel,      // At work for an organisation; what they may see depends on their role.
    service,        // A service of the house, acting for somebody (acting_for) or by itself.
    system,         // The operator: import, and a server started without authentication.
    analyst,        // Works with what is de-identified: no records.
    administrator,  // Runs the house: no records.
    controller,     // Reads the log, for the one who answers for the data.
    machine,        // Another system, of an organisation; bound by its scopes, also when it has none.
};

// What an app was allowed, of SMART App Launch 2.2: "patient/Observation.rs?category=vital-signs"
// (http://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html).
struct SmartScope {
    enum class Context : std::uint8_t { patient, user, system };
    Context context = Context::patient;
    std::string type;  // Or "*".
    bool create = false;
    bool read = false;
    bool update = false;
    bool remove = false;
    bool search = false;
    std::string restriction = {};  // After "?", as the parameters of a search; empty: none.
};

struct Caller {
    CallerKind kind = CallerKind::nobody;
    std::string subject;       // "Patient/1", "Practitioner/2", "sharing"; empty for nobody.
    std::string organization;  // Of personnel and machines: "Organization/3".
    std::vector<std::string>
        represents;               // Of a resident, at sign-in: "Patient/4", a child. To show; what counts is read.
    std::string purpose;          // http://terminology.hl7.org/ValueSet/v3-PurposeOfUse: "TREAT", "PATRQT".
    std::string acting_for = {};  // Of a service: the subject of the caller it serves.
    std::string role = {};        // Of personnel: urn:oid:2.16.578.1.12.4.1.1.9060, "LE", "SP".
    std::vector<SmartScope> scopes = {};  // Of an app. Not empty: nothing but what they allow.
    std::string launch_patient = {};      // Of an app: whom its patient/ scopes speak of, "Patient/4".
};

}  // namespace helselos::access
