#include "server/auth/oidc/sign_in.h"

#include "base/limits.h"
#include "base/log.h"
#include "server/auth/session_page.h"
#include "server/auth/token/digest.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::auth {

namespace {

constexpr std::string_view departure_cookie = "__Host-helselos-sign-in";

std::string_view name_of(Circle circle)
{
    return circle == Circle::personnel ? "personnel" : "resident";
}

Result<std::string> only_value(const QueryParameters& parameters, std::string_view name)
{
    std::string value;
    for (const auto& [given, text] : parameters) {
        if (given != name)
            continue;
        if (!value.empty())
            return Error{Kind::invalid, "a parameter is there twice"};
        value = text;
    }
    return value;
}

int status_of(Kind kind)
{
    if (kind == Kind::forbidden)
        return 403;
    return kind == Kind::busy ? 503 : 400;
}

std::string_view explanation(Kind kind)
{
    if (kind == Kind::forbidden)
        return "Du er logget inn, men er ikke registrert her.";
    if (kind == Kind::busy)
        return "Innloggingen svarer ikke akkurat nå. Prøv igjen om litt.";
    return "Innloggingen ble avbrutt eller tok for lang tid. Prøv igjen.";
}

// A page without scripts and without anything of what was sent: nothing to inject into.
http::Response sorry(const Error& error)
{
    log::write(log::Level::information, "sign-in refused", {{"reason", error.reason}});
    http::Response response;
    response.status = status_of(error.kind);
    response.add("Content-Type", "text/html; charset=utf-8").add("Cache-Control", "no-store");
    response.add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.body = fmt::format("<!doctype html><html lang=\"nb\"><meta charset=\"utf-8\"><title>Innlogging</title>"
                                "<h1>Du er ikke logget inn</h1><p>{}</p><p><a href=\"/\">Til forsiden</a></p></html>",
        explanation(error.kind));
    return response;
}

http::Response redirect(const std::string& address)
{
    http::Response response;
    response.status = 303;
    response.add("Location", address).add("Cache-Control", "no-store").add("Referrer-Policy", "no-referrer");
    return response;
}

std::string cookie(std::string_view name, std::string_view value, std::chrono::seconds life)
{
    // Lax: the browser comes from the issuer when it needs the cookie first. Changes are guarded by more than this.
    return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={}", name, value, life.count());
}

class Outside {
public:
    explicit Outside(std::atomic<std::size_t>& count) : m_count(count), m_number(++count) {}
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;
    ~Outside() { --m_count; }
    bool is_too_many() const { return m_number > limits::issuer_waiting_max; }

private:
    std::atomic<std::size_t>& m_count;
    std::size_t m_number;
};

}  // namespace

std::string safe_return(std::string_view wanted)
{
    const bool is_ours = wanted.starts_with('/') && !wanted.starts_with("//")
        && std::ranges::all_of(wanted, [](char c) { return c > ' ' && c < 0x7f && c != '\\'; });
    return is_ours ? std::string(wanted) : "/";
}

std::vector<std::string_view> SignIn::circles() const
{
    std::vector<std::string_view> names;
    for (const auto& client : m_clients)
        names.push_back(name_of(client.circle()));
    return names;
}

http::Response SignIn::begin(const http::Request& request)
{
    auto left = leave(request);
    return left ? *std::move(left) : sorry(left.error());
}

http::Response SignIn::complete(const http::Request& request)
{
    auto back = come_back(request);
    return back ? *std::move(back) : sorry(back.error());
}

Result<http::Response> SignIn::leave(const http::Request& request)
{
    const auto parameters = TRY(parse_query_string(request.query));
    auto as = TRY(only_value(parameters, "as"));
    if (as.empty())
        as = name_of(Circle::residents);
    const auto client
        = std::ranges::find_if(m_clients, [&as](const auto& each) { return name_of(each.circle()) == as; });
    if (client == m_clients.end())
        return Error{Kind::invalid, "nobody of this kind can sign in here"};
    const Outside outside(m_outside);
    if (outside.is_too_many())
        return Error{Kind::busy, "too many are signing in"};
    const auto browser = new_secret(m_random);
    const auto state = new_secret(m_random);
    Departure departure;
    departure.client = static_cast<std::size_t>(client - m_clients.begin());
    departure.browser_digest = sha256(browser);
    departure.nonce = new_secret(m_random);
    departure.verifier = new_secret(m_random);
    departure.to = safe_return(TRY(only_value(parameters, "to")));
    const auto language = TRY(only_value(parameters, "lang"));
    const bool is_anew = TRY(only_value(parameters, "anew")) == "true";
    const auto address = TRY(client->ask({state, departure.nonce, departure.verifier, language, is_anew}));
    TRY(m_waiting.put(state, std::move(departure)));
    auto response = redirect(address);
    response.add("Set-Cookie", cookie(departure_cookie, browser, limits::sign_in_life_max));
    return response;
}

Result<http::Response> SignIn::come_back(const http::Request& request)
{
    const auto parameters = TRY(parse_query_string(request.query));
    const auto departure = m_waiting.take(TRY(only_value(parameters, "state")));
    // The second check is against an attacker who sends a victim back with the attacker's own code.
    if (!departure || !equal_in_constant_time(sha256(cookie_of(request, departure_cookie)), departure->browser_digest))
        return Error{Kind::invalid, "nobody who left comes back with this state"};
    const auto& client = m_clients[departure->client];
    const auto issuer = TRY(only_value(parameters, "iss"));
    const auto metadata = TRY(client.issuer().metadata());
    if (issuer != client.issuer().address() && (!issuer.empty() || metadata.names_itself))
        return Error{Kind::invalid, "the answer is from another issuer"};
    const auto code = TRY(only_value(parameters, "code"));
    if (code.empty())
        return Error{Kind::invalid, "the issuer gave no code"};
    const Outside outside(m_outside);
    if (outside.is_too_many())
        return Error{Kind::busy, "too many are signing in"};
    const auto answer = TRY(client.redeem(code, departure->verifier, departure->nonce));
    auto who = TRY(find_person(client, answer.token.person));
    who.at_issuer = {client.issuer().address(), answer.token.subject, answer.token.session, answer.text};
    who.signed_in_at = answer.token.signed_in;
    // Whoever signs in gets a session nobody had before, and the one of before is over.
    m_sessions.end(cookie_of(request, cookie_name));
    const auto token = TRY(m_sessions.open(std::move(who)));
    auto response = redirect(departure->to);
    response.add("Set-Cookie", cookie(cookie_name, token, limits::session_life_max));
    response.add("Set-Cookie", cookie(departure_cookie, "", std::chrono::seconds(0)));
    return response;
}

Result<SignedIn> SignIn::find_person(const Client& client, const PersonClaims& person) const
{
    if (client.circle() == Circle::residents)
        return m_people.resident(TRY(m_people.patient_of(person.pid)));
    return m_people.at_work(person);
}

http::Response SignIn::sign_out(const Identified& who)
{
    auto response = end_session(who, m_sessions);
    if (!who.session || who.session->at_issuer.issuer.empty())
        return response;
    const auto& there = who.session->at_issuer;
    const auto client = std::ranges::find_if(
        m_clients, [&there](const auto& each) { return each.issuer().address() == there.issuer; });
    if (client == m_clients.end())
        return response;
    const auto metadata = client->issuer().metadata();
    if (!metadata || metadata->end_session_endpoint.empty())
        return response;
    // As a form to post, not as an address: the hint has the person's number in it.
    response.status = 200;
    response.add("Content-Type", "application/json; charset=utf-8").add("Cache-Control", "no-store");
    response.body = json::to_text(json::object({{"continue",
        json::object({{"address", metadata->end_session_endpoint},
            {"form",
                json::object({{"client_id", client->id()}, {"id_token_hint", there.id_token},
                    {"post_logout_redirect_uri", m_root + "/"}})}})}}));
    return response;
}

http::Response SignIn::signed_out_there(const http::Request& request)
{
    http::Response response;
    response.status = 400;
    response.add("Cache-Control", "no-store");
    const auto form = parse_query_string(request.body);
    if (!form)
        return response;
    const auto token = only_value(*form, "logout_token");
    for (const auto& client : m_clients) {
        const auto out = token ? client.read_logout(*token) : Result<LogoutToken>(token.error());
        if (!out)
            continue;
        m_sessions.end_all({client.issuer().address(), out->subject, out->session, ""});
        response.status = 200;
        break;
    }
    return response;
}

}  // namespace helselos::auth
