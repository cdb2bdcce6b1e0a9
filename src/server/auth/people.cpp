#include "server/auth/people.h"

#include "base/text.h"
#include "base/url.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::auth {

namespace {

const access::Caller house{access::CallerKind::service, "sign-in", "", {}, ""};

// Fødselsnummer and D-number, HPR number, organisation number, by their OIDs.
constexpr std::array<std::string_view, 2> person_numbers{
    "urn:oid:2.16.578.1.12.4.1.4.1", "urn:oid:2.16.578.1.12.4.1.4.2"};
constexpr std::array<std::string_view, 1> hpr_numbers{"urn:oid:2.16.578.1.12.4.1.4.4"};
constexpr std::array<std::string_view, 1> organisation_numbers{"urn:oid:2.16.578.1.12.4.1.4.101"};

Result<access::Key> key_of(std::string_view reference)
{
    const auto slash = reference.find('/');
    if (slash == std::string_view::npos)
        return Error{Kind::not_found, "no such person"};
    return access::Key{std::string(reference.substr(0, slash)), std::string(reference.substr(slash + 1))};
}

std::string name_of(json::Value person)
{
    const auto name = person["name"].is_array() ? person["name"].at(0) : person["name"];
    if (name.is_string())
        return std::string(name.text());
    if (name["text"].exists())
        return std::string(name["text"].text());
    std::string whole;
    for (const auto given : name["given"].elements())
        whole += std::string(given.text()) + " ";
    return whole + std::string(name["family"].text());
}

Result<json::Document> read_resource(access::Session& session, std::string_view reference)
{
    const auto version = TRY(interaction::read(session, TRY(key_of(reference))));
    return json::read(version.body);
}

// As what stands between them says at this moment.
Result<std::vector<Represented>> represented_by(access::Session& sight, access::Session& own)
{
    std::vector<Represented> represents;
    for (const auto& patient : TRY(own.represented())) {
        const auto document = TRY(read_resource(sight, patient));
        represents.push_back({patient, name_of(document.root()), std::string(document.root()["birthDate"].text()),
            std::string(document.root()["gender"].text())});
    }
    return represents;
}

// The category of health personnel in the role at the organisation; empty when there is none.
Result<std::string> role_of(
    access::Session& session, const interaction::Hall& hall, const std::string& practitioner, const std::string& at)
{
    auto query = TRY(interaction::parse_criteria(hall, "PractitionerRole",
        "practitioner=" + percent_encode(practitioner) + "&organization=" + percent_encode(at)));
    const auto found = TRY(session.search(query));
    for (const auto& match : found.matches) {
        const auto role = TRY(json::read(match.body));
        for (const auto code : role.root()["code"].elements())
            for (const auto coding : code["coding"].elements())
                if (coding["system"].text() == "urn:oid:2.16.578.1.12.4.1.1.9060")
                    return std::string(coding["code"].text());
    }
    return std::string();
}

Result<access::CallerKind> kind_named(std::string_view role)
{
    if (role == "administrator")
        return access::CallerKind::administrator;
    if (role == "controller")
        return access::CallerKind::controller;
    if (role == "analyst")
        return access::CallerKind::analyst;
    return Error{Kind::forbidden, "the issuer names a role that is none here"};
}

}  // namespace

std::string_view role_shown(const access::Caller& caller)
{
    using access::CallerKind;
    switch (caller.kind) {
    case CallerKind::resident: return "resident";
    case CallerKind::personnel: return "personnel";
    case CallerKind::administrator: return "administrator";
    case CallerKind::controller: return "controller";
    case CallerKind::analyst: return "analyst";
    case CallerKind::nobody:
    case CallerKind::service:
    case CallerKind::system:
    case CallerKind::machine: break;
    }
    return {};
}

Result<SignedIn> People::resident(const std::string& patient) const
{
    auto session = m_records.open(house);
    const auto document = TRY(read_resource(session, patient));
    SignedIn who;
    who.name = name_of(document.root());
    who.birth_date = document.root()["birthDate"].text();
    who.gender = document.root()["gender"].text();
    who.caller = {access::CallerKind::resident, patient, "", {}, "PATRQT"};
    auto own = m_records.open(who.caller);
    who.represents = TRY(represented_by(session, own));
    for (const auto& child : who.represents)
        who.caller.represents.push_back(child.patient);
    return who;
}

Result<SignedIn> People::personnel(const std::string& practitioner, const std::string& organization) const
{
    auto session = m_records.open(house);
    const auto document = TRY(read_resource(session, practitioner));
    SignedIn who;
    who.name = name_of(document.root());
    who.birth_date = document.root()["birthDate"].text();
    who.gender = document.root()["gender"].text();
    who.caller = {access::CallerKind::personnel, practitioner, organization, {}, "TREAT"};
    who.caller.role = TRY(role_of(session, m_hall, practitioner, organization));
    const auto at = TRY(read_resource(session, organization));
    who.organization_name = name_of(at.root());
    return who;
}

Result<SignedIn> People::employee(
    access::CallerKind kind, const std::string& practitioner, const std::string& organization) const
{
    auto who = TRY(personnel(practitioner, organization));
    who.caller.kind = kind;
    who.caller.role.clear();
    who.caller.purpose = kind == access::CallerKind::administrator ? "SYSADMIN" : "HOPERAT";
    return who;
}

Result<SignedIn> People::at_work(const PersonClaims& person) const
{
    const auto organization = TRY(organization_of(person.orgnr_child, person.orgnr_parent));
    if (!person.house_role.empty()) {
        const auto kind = TRY(kind_named(person.house_role));
        return employee(kind, TRY(find("Practitioner", person_numbers, person.pid)), organization);
    }
    if (person.hpr_number.empty())
        return Error{Kind::forbidden, "who signed in has no HPR number"};
    return personnel(TRY(practitioner_of(person.hpr_number)), organization);
}

Result<std::string> People::find(
    const char* type, std::span<const std::string_view> systems, std::string_view value) const
{
    const Error unknown{Kind::forbidden, "whoever the issuer names is not known here"};
    // A number and nothing else: a comma would ask for two persons.
    if (value.empty() || !std::ranges::all_of(value, is_digit))
        return unknown;
    std::string tokens;
    for (const auto system : systems)
        tokens += (tokens.empty() ? "" : ",") + percent_encode(fmt::format("{}|{}", system, value));
    auto session = m_records.open(house);
    auto query = TRY(interaction::parse_criteria(m_hall, type, "identifier=" + tokens));
    const auto found = TRY(session.search(query));
    // Two with one number: whose record it is would be a guess.
    if (found.matches.size() != 1)
        return unknown;
    return fmt::format("{}/{}", type, found.matches.front().key.id);
}

Result<std::string> People::patient_of(std::string_view pid) const
{
    return find("Patient", person_numbers, pid);
}

Result<std::string> People::practitioner_of(std::string_view hpr_number) const
{
    return find("Practitioner", hpr_numbers, hpr_number);
}

Result<std::string> People::organization_of(std::string_view child, std::string_view parent) const
{
    if (!child.empty()) {
        auto unit = find("Organization", organisation_numbers, child);
        if (unit || unit.error().kind != Kind::forbidden)
            return unit;
    }
    if (parent.empty())
        return Error{Kind::forbidden, "the issuer names no organisation"};
    return find("Organization", organisation_numbers, parent);
}

}  // namespace helselos::auth
