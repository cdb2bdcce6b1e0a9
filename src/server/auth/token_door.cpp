#include "server/auth/token_door.h"

#include "base/limits.h"
#include "server/auth/step_up.h"
#include "server/auth/token/digest.h"
#include "server/auth/token/scope.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::auth {

namespace {

constexpr std::string_view nonce_wanted = "the DPoP proof needs the nonce that is given along";

Error refused(std::string_view reason)
{
    return {Kind::unauthenticated, std::string(reason)};
}

access::SmartScope everything(access::SmartScope::Context context)
{
    return {context, "*", true, true, true, true, true};
}

using Context = access::SmartScope::Context;

// A scope of the wrong kind gives nothing: a resident's app has no business with `system`.
bool is_open_to(Context context, const access::Caller& caller)
{
    if (caller.kind == access::CallerKind::machine)
        return context == Context::system;
    if (context == Context::patient)
        return !caller.launch_patient.empty();
    return context == Context::user;
}

}  // namespace

TokenDoor::TokenDoor(std::vector<TrustedIssuer> issuers, TokenSettings settings, const People& people,
    const Clock& clock, Random& random)
    : m_issuers(std::move(issuers)), m_settings(std::move(settings)), m_people(people), m_clock(clock), m_nonces(random)
{}

Result<KnownByToken> TokenDoor::identify(const http::Request& request, Scheme scheme, std::string_view token)
{
    const auto known = TRY(know(token));
    if (known->token.until + limits::token_clock_skew <= m_clock.now())
        return refused("the token has expired");
    TRY(check_holder(request, scheme, token, known->token));
    return KnownByToken{known->caller, known->token.signed_in};
}

// Checking a signature and finding a person cost more than the request itself.
Result<TokenDoor::Shared> TokenDoor::know(std::string_view token)
{
    const auto digest = sha256(token);
    const auto now = m_clock.now();
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_known.find(digest);
        if (found != m_known.end() && now - found->second->looked_up < limits::token_remembered_time)
            return found->second;
    }
    auto known = TRY(look_up(token));
    const std::scoped_lock lock(m_mutex);
    if (m_known.size() >= limits::tokens_remembered_max)
        m_known.clear();
    m_known.insert_or_assign(digest, known);
    return known;
}

Result<TokenDoor::Shared> TokenDoor::look_up(std::string_view token) const
{
    const auto jws = TRY(parse_jws(token, limits::token_bytes_max));
    // What it says of its issuer only chooses whose keys are tried.
    const auto trusted = std::ranges::find_if(m_issuers, [name = jws.payload.root()["iss"]](const auto& candidate) {
        return name.is_string() && name.text() == candidate.rules.issuer;
    });
    if (trusted == m_issuers.end())
        return refused("the token is from an issuer that is not trusted");
    const auto key = TRY(trusted->issuer.key(jws.key_id(), jws.algorithm));
    auto known = std::make_shared<Known>();
    known->looked_up = m_clock.now();
    known->token = TRY(check_access_token(jws, key, trusted->rules, known->looked_up));
    known->caller = TRY(caller_of(known->token, trusted->rules));
    return Shared(std::move(known));
}

Result<access::Caller> TokenDoor::caller_of(const AccessToken& token, const TokenRules& rules) const
{
    const auto& person = token.person;
    access::Caller caller;
    if (person.pid.empty()) {
        caller.kind = access::CallerKind::machine;
        caller.subject = token.client;
        if (!person.orgnr_parent.empty())
            caller.organization = TRY(m_people.organization_of(person.orgnr_child, person.orgnr_parent));
    } else if (rules.circle == Circle::residents) {
        caller = TRY(m_people.resident(TRY(m_people.patient_of(person.pid)))).caller;
        caller.launch_patient = caller.subject;
    } else {
        caller = TRY(m_people.at_work(person)).caller;
    }
    caller.client = token.client;
    if (token.attest) {
        caller.attest = std::make_shared<const access::Attest>(*token.attest);
        caller.purpose = token.attest->purpose_of_use.code;
    }
    TRY(grant(caller, token));
    return caller;
}

Result<void> TokenDoor::grant(access::Caller& caller, const AccessToken& token) const
{
    if (!token.patient.empty()) {
        const auto launched = "Patient/" + token.patient;
        const bool is_own = caller.kind != access::CallerKind::resident || launched == caller.subject
            || std::ranges::find(caller.represents, launched) != caller.represents.end();
        if (!is_own)
            return Error{Kind::forbidden, "the app was launched for a patient whom its user does not represent"};
        caller.launch_patient = launched;
    }
    for (auto& scope : parse_scopes(token.scopes))
        if (is_open_to(scope.context, caller))
            caller.scopes.push_back(std::move(scope));
    const bool has_own
        = !m_settings.scope.empty() && std::ranges::find(token.scopes, m_settings.scope) != token.scopes.end();
    if (caller.scopes.empty() && has_own)
        caller.scopes.push_back(
            everything(caller.kind == access::CallerKind::machine ? Context::system : Context::user));
    if (caller.scopes.empty())
        return Error{Kind::forbidden, "the token has no scope that opens anything here"};
    return {};
}

Result<void> TokenDoor::check_holder(
    const http::Request& request, Scheme scheme, std::string_view text, const AccessToken& token)
{
    if (token.key_thumbprint.empty()) {
        if (scheme == Scheme::dpop || !m_settings.takes_bearer)
            return refused("the token is bound to no key");
        return {};
    }
    if (scheme == Scheme::bearer)
        return refused("the token is bound to a key: use it with a DPoP proof");
    if (request.count("dpop") != 1)
        return refused("exactly one DPoP proof is needed");
    const auto now = m_clock.now();
    const auto address = m_settings.root + std::string(request.path);
    const auto proof
        = TRY(check_proof(request.header("dpop"), {to_text(request.method), address, text, token.key_thumbprint}, now));
    const bool wants_nonce = m_settings.demands_nonce || !proof.nonce.empty();
    if (wants_nonce && !m_nonces.is_fresh(proof.nonce, now))
        return refused(nonce_wanted);
    return m_proofs.use_once(token.key_thumbprint, proof.id, now);
}

void TokenDoor::challenge(http::Response& response, const http::Request& request, std::string_view reason) const
{
    std::erase_if(response.headers, [](const auto& header) { return header.first == "WWW-Authenticate"; });
    std::string error;
    if (const auto step_up = step_up_challenge(reason, m_issuers.front().rules.high_levels); !step_up.empty())
        error = ", " + step_up;
    else if (request.count("authorization") > 0)
        error = reason == nonce_wanted ? ", error=\"use_dpop_nonce\"" : ", error=\"invalid_token\"";
    response.add("WWW-Authenticate",
        fmt::format("DPoP realm=\"helselos\", algs=\"{}\"{}", fmt::join(algorithm_names(), " "), error));
    if (m_settings.takes_bearer)
        response.add(
            "WWW-Authenticate", fmt::format("Bearer realm=\"helselos\"{}", reason == nonce_wanted ? "" : error));
    if (m_settings.demands_nonce)
        response.add("DPoP-Nonce", m_nonces.make(m_clock.now()));
}

}  // namespace helselos::auth
