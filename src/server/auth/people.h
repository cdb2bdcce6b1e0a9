// Persons and organisations by their national numbers, as the records know them.
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "server/auth/sessions.h"
#include "server/auth/token/claims.h"

#include <span>
#include <string>
#include <string_view>

namespace helselos::auth {

// All members may be called from any thread.
class People {
public:
    People(const access::Records& records, const interaction::Hall& hall) : m_records(records), m_hall(hall) {}

    // Who this is by the records: name, and those a resident represents. Error not_found.
    Result<SignedIn> resident(const std::string& patient) const;
    Result<SignedIn> personnel(const std::string& practitioner, const std::string& organization) const;
    // One who runs the house or reads its log: no member of the personnel to the rules, whatever else they are.
    Result<SignedIn> employee(
        access::CallerKind kind, const std::string& practitioner, const std::string& organization) const;

    // Whom the issuer of personnel speaks of: a clinician by HPR number, or, with a role in the house, an employee by
    // fødselsnummer. Errors: forbidden when nobody has the number, or the role is none.
    Result<SignedIn> at_work(const PersonClaims& person) const;

    // References, found by number. Errors: forbidden when nobody, or more than one, has the number.
    Result<std::string> patient_of(std::string_view pid) const;
    Result<std::string> practitioner_of(std::string_view hpr_number) const;
    // The unit, or where it is not known the organisation it belongs to.
    Result<std::string> organization_of(std::string_view child, std::string_view parent) const;

private:
    Result<std::string> find(const char* type, std::span<const std::string_view> systems, std::string_view value) const;

    const access::Records& m_records;
    const interaction::Hall& m_hall;
};

// What a page is told the caller is: "resident", "personnel", "administrator", "controller", "analyst"; else empty.
std::string_view role_shown(const access::Caller& caller);

}  // namespace helselos::auth
