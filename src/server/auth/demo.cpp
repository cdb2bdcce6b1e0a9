#include "server/auth/demo.h"

#include "base/limits.h"
#include "server/rest/answer.h"
#include "json/draft.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::auth {

namespace {

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
            std::string(person["organization"].text()), std::string(person["role"].text())});
    return persons;
}

Result<SignedIn> DemoSignIn::look_up(const DemoPerson& person) const
{
    if (!person.patient.empty())
        return m_people.resident(person.patient);
    if (person.role == "administrator")
        return m_people.employee(access::CallerKind::administrator, person.practitioner, person.organization);
    if (person.role == "controller")
        return m_people.employee(access::CallerKind::controller, person.practitioner, person.organization);
    return m_people.personnel(person.practitioner, person.organization);
}

http::Response DemoSignIn::list() const
{
    auto list = json::array();
    for (const auto& person : m_persons) {
        const auto who = look_up(person);
        if (!who)
            return rest::error_answer(who.error());
        const bool is_resident = !person.patient.empty();
        list.push(json::object({{"id", person.id}, {"name", who->name}, {"role", role_shown(who->caller)},
            {"description", person.description},
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
    auto who = TRY(look_up(*person));
    who.signed_in_at = m_sessions.now();
    return m_sessions.open(std::move(who));
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
