#include "server/auth/session_page.h"

#include "server/auth/people.h"

#include "json/draft.h"

namespace helselos::auth {

namespace {

json::Draft represents(const SignedIn& who)
{
    auto list = json::array();
    for (const auto& child : who.represents)
        list.push(json::object({{"patient", child.patient}, {"name", child.name}, {"birthDate", child.birth_date},
            {"gender", child.gender}}));
    return list;
}

json::Draft text_if(bool is_shown, const std::string& text)
{
    return is_shown && !text.empty() ? json::Draft(text) : json::Draft();
}

json::Draft shown(const SignedIn& who)
{
    const bool is_resident = who.caller.kind == access::CallerKind::resident;
    return json::object({
        {"signedIn", true},
        {"role", role_shown(who.caller)},
        {"name", who.name},
        {"patient", text_if(is_resident, who.caller.subject)},
        {"birthDate", text_if(is_resident, who.birth_date)},
        {"gender", text_if(is_resident, who.gender)},
        {"practitioner", text_if(!is_resident, who.caller.subject)},
        {"organization", text_if(!is_resident, who.caller.organization)},
        {"organizationName", text_if(!is_resident, who.organization_name)},
        {"represents", represents(who)},
    });
}

json::Draft nobody(const std::vector<std::string_view>& ways)
{
    auto list = json::array();
    for (const auto way : ways)
        list.push(way);
    return json::object({{"signedIn", false}, {"signInAs", json::unless_empty(std::move(list))}});
}

}  // namespace

http::Response show_session(const Identified& who, const std::vector<std::string_view>& ways)
{
    http::Response response;
    response.add("Content-Type", "application/json; charset=utf-8").add("Cache-Control", "no-store");
    response.body = json::to_text(who.session ? shown(*who.session) : nobody(ways));
    return response;
}

http::Response end_session(const Identified& who, Sessions& sessions)
{
    if (!who.token.empty())
        sessions.end(who.token);
    http::Response response;
    response.status = 204;
    response.add("Set-Cookie", "__Host-helselos=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    response.add("Set-Cookie", "helselos_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    return response;
}

}  // namespace helselos::auth
