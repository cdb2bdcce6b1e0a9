#include "server/auth/demo.h"

#include "base/limits.h"
#include "base/url.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "interaction/search_type.h"
#include "server/rest/answer.h"
#include "json/draft.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::auth {

namespace {

const access::Caller house{access::CallerKind::service, "sign-in", "", {}, ""};

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

http::Response json_answer(int status, const json::Draft& draft)
{
    http::Response response;
    response.status = status;
    response.add("Content-Type", "application/json; charset=utf-8").add("Cache-Control", "no-store");
    response.body = json::to_text(draft);
    return response;
}

json::Draft represented_drafts(const std::vector<Represented>& represents)
{
    auto list = json::array();
    for (const auto& child : represents)
        list.push(json::object({{"id", child.patient}, {"name", child.name}}));
    return json::unless_empty(std::move(list));
}

}  // namespace

Result<std::vector<DemoPerson>> read_demo_persons(std::string_view json_text)
{
    const auto document = TRY(json::read(json_text));
    std::vector<DemoPerson> persons;
    for (const auto person : document.root()["persons"].elements())
        persons.push_back({std::string(person["id"].text()), std::string(person["description"].text()),
            std::string(person["patient"].text()), std::string(person["practitioner"].text()),
            std::string(person["organization"].text())});
    return persons;
}

Result<SignedIn> DemoSignIn::look_up(const DemoPerson& person) const
{
    auto session = m_records.open(house);
    const bool is_resident = !person.patient.empty();
    const auto document = TRY(read_resource(session, is_resident ? person.patient : person.practitioner));
    SignedIn who;
    who.name = name_of(document.root());
    who.birth_date = document.root()["birthDate"].text();
    who.gender = document.root()["gender"].text();
    if (is_resident) {
        who.caller = {access::CallerKind::resident, person.patient, "", {}, "PATRQT"};
        auto own = m_records.open(who.caller);
        who.represents = TRY(represented_by(session, own));
        for (const auto& child : who.represents)
            who.caller.represents.push_back(child.patient);
        return who;
    }
    who.caller = {access::CallerKind::personnel, person.practitioner, person.organization, {}, "TREAT"};
    who.caller.role = TRY(role_of(session, m_hall, person.practitioner, person.organization));
    const auto organization = TRY(read_resource(session, person.organization));
    who.organization_name = name_of(organization.root());
    return who;
}

http::Response DemoSignIn::list() const
{
    auto list = json::array();
    for (const auto& person : m_persons) {
        const auto who = look_up(person);
        if (!who)
            return rest::error_answer(who.error());
        const bool is_resident = !person.patient.empty();
        list.push(json::object({{"id", person.id}, {"name", who->name},
            {"role", is_resident ? "resident" : "personnel"}, {"description", person.description},
            {"organization", is_resident ? json::Draft() : json::Draft(person.organization)},
            {"organizationName", is_resident ? json::Draft() : json::Draft(who->organization_name)},
            {"represents", represented_drafts(who->represents)}}));
    }
    return json_answer(200, json::object({{"persons", list}}));
}

Result<std::string> DemoSignIn::open(const http::Request& request)
{
    const auto document = TRY(json::read(request.body));
    const auto wanted = document.root()["person"].text();
    const auto person = std::ranges::find(m_persons, wanted, &DemoPerson::id);
    if (person == m_persons.end())
        return Error{Kind::not_found, "no such person in the demonstration"};
    return m_sessions.open(TRY(look_up(*person)));
}

http::Response DemoSignIn::sign_in(const http::Request& request)
{
    const auto token = open(request);
    if (!token)
        return rest::error_answer(token.error());
    http::Response response;
    response.status = 204;
    // No Secure attribute: the demonstration runs on loopback without TLS.
    response.add("Set-Cookie", fmt::format("helselos_session={}; Path=/; HttpOnly; SameSite=Strict", *token));
    response.add("Cache-Control", "no-store");
    return response;
}

http::Response DemoSignIn::give_token(const http::Request& request)
{
    const auto token = open(request);
    if (!token)
        return rest::error_answer(token.error());
    return json_answer(200,
        json::object({{"access_token", *token}, {"token_type", "Bearer"},
            {"expires_in", std::chrono::seconds(limits::session_life_max).count()}}));
}

}  // namespace helselos::auth
