#include "server/auth/session_page.h"

#include "base/limits/step_up.h"
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

json::Draft names_of(const std::vector<std::string_view>& ways)
{
    auto list = json::array();
    for (const auto way : ways)
        list.push(way);
    return json::unless_empty(std::move(list));
}

// Until when a resident may do what only the freshly signed in may (step_up.h).
json::Draft fresh_until(const SignedIn& who)
{
    if (who.caller.kind != access::CallerKind::resident || !who.signed_in_at)
        return {};
    return helselos::to_text(*who.signed_in_at + limits::fresh_sign_in_max);
}

json::Draft shown(const SignedIn& who, const std::vector<std::string_view>& ways)
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
        {"freshUntil", fresh_until(who)},
        {"signInAs", names_of(ways)},
    });
}

json::Draft nobody(const std::vector<std::string_view>& ways)
{
    return json::object({{"signedIn", false}, {"signInAs", names_of(ways)}});
}

}  // namespace

http::Response show_session(const Identified& who, const std::vector<std::string_view>& ways)
{
    http::Response response;
    response.add("Content-Type", "application/json; charset=utf-8").add("Cache-Control", "no-store");
    response.body = json::to_text(who.session ? shown(*who.session, ways) : nobody(ways));
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
