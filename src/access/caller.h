// Who is calling, as far as it was proved.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace helselos::access {

enum class CallerKind : std::uint8_t {
    nobody,     // Not signed in.
    resident,   // A person, for themself and for those they represent.
    personnel,  // Health personnel, at work for an organisation.
    service,    // A service of the house, acting for somebody (acting_for) or by itself.
    system,     // The operator: import, and a server started without authentication.
    machine,    // A program of an organisation, by a token of its own; it may what its scopes say.
};

// What an app was granted (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html):
// patient/Observation.rs.
struct Scope {
    enum class Context : std::uint8_t { patient, user, system };
    Context context = Context::patient;
    std::string type;  // "Observation"; "*" is every type.
    bool may_create = false;
    bool may_read = false;
    bool may_update = false;
    bool may_delete = false;
    bool may_search = false;
    std::string restriction = {};  // "category=laboratory": search parameters that have to hold; empty: none.
};

// What a member of the personnel stated about why they look, as the trust framework of the health services has it.
// Checked when it came in; kept for the log.
struct Attest {
    struct Coded {
        std::string code;
        std::string system;
    };
    struct Named {
        std::string id;
        std::string system;
        std::string name = {};
    };
    struct OfPatient {
        Named point_of_care;  // The clinic where this patient is treated.
        Named department;
    };
    std::string practitioner;  // Fødselsnummer or D-number.
    std::string hpr_number;
    Coded authorization;  // What the practitioner is licensed as (9060): "LE".
    Named legal_entity;   // Who answers for the treatment.
    Named point_of_care;
    Named department;
    Coded healthcare_service;
    Coded purpose_of_use;
    Coded purpose_details;
    std::string decision;  // decision_ref.id: what the access was decided by.
    bool is_decision_chosen_by_user = false;
    std::vector<OfPatient> patients;
};

struct Caller {
    CallerKind kind = CallerKind::nobody;
    std::string subject;                  // "Patient/1", "Practitioner/2", "sharing"; empty for nobody.
    std::string organization;             // Of personnel: "Organization/3".
    std::vector<std::string> represents;  // Of a resident: "Patient/4", a child.
    std::string purpose;                  // http://terminology.hl7.org/ValueSet/v3-PurposeOfUse: "TREAT", "PATRQT".
    std::string acting_for = {};          // Of a service: the subject of the caller it serves.
    bool is_scoped = false;               // Whether scopes limit what the caller may; without any, nothing.
    std::vector<Scope> scopes = {};
    std::string patient_in_context = {};  // "Patient/4": the only one that scopes of the context `patient` open.
    std::string client = {};              // The app that calls, by the name its issuer gave it; empty for our own.
    std::shared_ptr<const Attest> attest = {};  // Shared by copies of the caller; never changed.
};

}  // namespace helselos::access
