#include "server/auth/identify.h"

#include "base/text.h"

namespace helselos::auth {

namespace {

struct Authorization {
    Scheme scheme = Scheme::bearer;
    std::string_view token;  // Empty: the header is not there.
};

Result<Authorization> read_authorization(const http::Request& request)
{
    if (request.count("authorization") > 1)
        return Error{Kind::unauthenticated, "more than one Authorization header"};
    if (request.count("authorization") == 0)
        return Authorization{};
    const auto header = request.header("authorization");
    const auto space = header.find(' ');
    const auto name = header.substr(0, space);
    const auto token = space == std::string_view::npos ? std::string_view() : trim(header.substr(space + 1));
    if (token.empty())
        return Error{Kind::unauthenticated, "the Authorization header has no token"};
    if (equals_ignoring_case(name, "bearer"))
        return Authorization{Scheme::bearer, token};
    if (equals_ignoring_case(name, "dpop"))
        return Authorization{Scheme::dpop, token};
    return Error{Kind::unauthenticated, "only bearer and DPoP tokens are known"};
}

// Addresses are written into logs and histories.
bool has_token_in_address(const http::Request& request)
{
    return request.query.starts_with("access_token=") || request.query.find("&access_token=") != std::string_view::npos;
}

bool changes(http::Method method)
{
    return method != http::Method::get && method != http::Method::head && method != http::Method::options;
}

// A browser says where a page came from that sends a change; no page can say it otherwise.
bool is_from_elsewhere(const http::Request& request, std::string_view root)
{
    const auto site = request.header("sec-fetch-site");
    if (!site.empty())
        return site != "same-origin" && site != "none";
    const auto origin = request.header("origin");
    if (origin.empty() || origin == root)
        return false;
    const auto host = origin.find("://");
    return host == std::string_view::npos || origin.substr(host + 3) != request.header("host");
}

Result<Identified> of_session(std::string_view token, Sessions& sessions)
{
    auto session = sessions.find(token);
    if (!session)
        return Error{Kind::unauthenticated, "the session is over or was never there"};
    auto caller = session->caller;
    const auto signed_in = session->signed_in_at;
    return Identified{std::move(caller), std::move(session), std::string(token), signed_in};
}

Result<Identified> of_token(const http::Request& request, const Authorization& given, const Doors& doors)
{
    const bool is_jws = given.token.find('.') != std::string_view::npos;
    if (doors.mode == Mode::demo && given.scheme == Scheme::bearer && !is_jws)
        return of_session(given.token, doors.sessions);
    if (doors.tokens == nullptr)
        return Error{Kind::unauthenticated, "no issuer of tokens is trusted here"};
    auto known = TRY(doors.tokens->identify(request, given.scheme, given.token));
    return Identified{std::move(known.caller), std::nullopt, {}, known.signed_in};
}

}  // namespace

std::string_view cookie_of(const http::Request& request, std::string_view name)
{
    for (const auto part : split(request.header("cookie"), ';')) {
        const auto cookie = trim(part);
        const auto equals = cookie.find('=');
        if (cookie.substr(0, equals) == name && equals != std::string_view::npos)
            return cookie.substr(equals + 1);
    }
    return {};
}

Result<Identified> identify(const http::Request& request, const Doors& doors)
{
    if (doors.mode == Mode::off)
        return Identified{{access::CallerKind::system, "system", "", {}, ""}, std::nullopt, {}};
    if (has_token_in_address(request))
        return Error{Kind::unauthenticated, "a token does not belong into an address"};
    const auto given = TRY(read_authorization(request));
    if (!given.token.empty())
        return of_token(request, given, doors);
    auto cookie = cookie_of(request, cookie_name);
    if (cookie.empty() && doors.mode == Mode::demo)
        cookie = cookie_of(request, demo_cookie_name);
    if (cookie.empty())
        return Identified{};
    if (changes(request.method)) {
        if (request.header("x-requested-with") != "helselos")
            return Error{Kind::forbidden, "a change by cookie needs the header X-Requested-With: helselos"};
        if (is_from_elsewhere(request, doors.root))
            return Error{Kind::forbidden, "a change by cookie is not taken from another site"};
    }
    return of_session(cookie, doors.sessions);
}

}  // namespace helselos::auth
