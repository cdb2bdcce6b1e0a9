#include "server/auth/token/claims.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>

namespace helselos::auth {

namespace {

const Error two_values{Kind::unauthenticated, "the token says two things of the same person"};

Result<void> merge(std::string& into, std::string_view value)
{
    if (value.empty() || into == value)
        return {};
    if (!into.empty())
        return two_values;
    into = value;
    return {};
}

Result<std::string> claim(json::Value payload, std::string_view name, std::string_view long_name)
{
    std::string value;
    TRY(merge(value, payload[name].text()));
    TRY(merge(value, payload[long_name].text()));
    return value;
}

// "NO:ORGNR:994598759:883974832", as clients of several organisations ask for it.
Result<void> merge_organisation(PersonClaims& person, json::Value detail)
{
    const auto identifier = detail["practitioner_role"]["organization"]["identifier"];
    const auto parts = split(identifier["value"].text(), ':');
    if (parts.size() < 3 || parts[0] != "NO" || parts[1] != "ORGNR")
        return {};
    TRY(merge(person.orgnr_parent, parts[2]));
    return parts.size() > 3 ? merge(person.orgnr_child, parts[3]) : Result<void>();
}

bool says(json::Value claim, std::string_view wanted)
{
    return !claim.exists() || claim.text() == wanted;
}

}  // namespace

Result<PersonClaims> read_person(json::Value payload)
{
    PersonClaims person;
    person.pid = TRY(claim(payload, "pid", "helseid://claims/identity/pid"));
    person.hpr_number = TRY(claim(payload, "hpr_number", "helseid://claims/hpr/hpr_number"));
    person.orgnr_parent = TRY(claim(payload, "orgnr_parent", "helseid://claims/client/claims/orgnr_parent"));
    person.orgnr_child = TRY(claim(payload, "orgnr_child", "helseid://claims/client/claims/orgnr_child"));
    person.house_role = payload["helselos_role"].text();
    for (const auto detail : payload["authorization_details"].elements())
        if (detail["type"].text() == "helseid_authorization")
            TRY(merge_organisation(person, detail));
    return person;
}

bool is_high_assurance(json::Value payload, const std::vector<std::string>& levels)
{
    const auto acr = payload["acr"];
    bool is_said = acr.exists();
    if (acr.exists() && std::ranges::find(levels, acr.text()) == levels.end())
        return false;
    for (const auto* name : {"security_level", "helseid://claims/identity/security_level"}) {
        is_said = is_said || payload[name].exists();
        if (!says(payload[name], "4"))
            return false;
    }
    for (const auto* name : {"assurance_level", "helseid://claims/identity/assurance_level"}) {
        is_said = is_said || payload[name].exists();
        if (!says(payload[name], "high"))
            return false;
    }
    return is_said;
}

Result<std::vector<std::string>> read_scopes(json::Value payload)
{
    const auto scope = payload["scope"];
    std::vector<std::string> scopes;
    if (scope.is_string())
        for (const auto name : split(scope.text(), ' '))
            if (!name.empty())
                scopes.emplace_back(name);
    for (const auto name : scope.elements())
        scopes.emplace_back(name.text());
    if (scope.exists() && !scope.is_string() && !scope.is_array())
        return Error{Kind::unauthenticated, "the scopes of the token are no list"};
    if (scopes.size() > limits::token_scopes_max)
        return Error{Kind::unauthenticated, "the token has too many scopes"};
    return scopes;
}

bool is_audience_alone(json::Value payload, std::string_view audience)
{
    const auto given = payload["aud"];
    if (given.is_string())
        return given.text() == audience;
    return given.is_array() && given.size() == 1 && given.at(0).is_string() && given.at(0).text() == audience;
}

}  // namespace helselos::auth
