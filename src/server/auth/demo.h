// Sign-in for the demonstration: synthetic persons, chosen from a list, with real
// sessions. Made only with --demo; without it its addresses do not exist.
#pragma once

#include "server/auth/people.h"
#include "server/auth/sessions.h"
#include "server/http/message.h"

#include <string>
#include <vector>

namespace helselos::auth {

struct DemoPerson {
    std::string id;            // "mor-anita".
    std::string description;   // "Mor til Emil (2 år)".
    std::string patient;       // "Patient/..", of a resident.
    std::string practitioner;  // "Practitioner/..", of personnel.
    std::string organization;  // "Organization/..", of personnel and of those who run the house.
    std::string role = {};     // "administrator", "controller"; else what the records make of them.
};

// The persons as the file content/demo/persons.json lists them.
Result<std::vector<DemoPerson>> read_demo_persons(std::string_view json_text);

class DemoSignIn {
public:
    DemoSignIn(std::vector<DemoPerson> persons, const People& people, Sessions& sessions)
        : m_persons(std::move(persons)), m_people(people), m_sessions(sessions)
    {}

    http::Response list() const;                              // GET /demo/persons
    http::Response sign_in(const http::Request& request);     // POST /demo/sign-in: a cookie.
    http::Response give_token(const http::Request& request);  // POST /demo/token: a bearer token.

    // Who this person is by the records: name, those they represent. Error not_found.
    Result<SignedIn> look_up(const DemoPerson& person) const;
    const std::vector<DemoPerson>& persons() const { return m_persons; }

private:
    Result<std::string> open(const http::Request& request);

    std::vector<DemoPerson> m_persons;
    const People& m_people;
    Sessions& m_sessions;
};

}  // namespace helselos::auth
