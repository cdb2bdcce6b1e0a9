#include "server/auth/identify.h"

#include "base/text.h"

namespace helselos::auth {

namespace {

std::string_view cookie_token(const http::Request& request)
{
    for (const auto part : split(request.header("cookie"), ';')) {
        const auto cookie = trim(part);
        const auto equals = cookie.find('=');
        if (cookie.substr(0, equals) == cookie_name && equals != std::string_view::npos)
            return cookie.substr(equals + 1);
    }
    return {};
}

Result<std::string_view> bearer_token(const http::Request& request)
{
    if (request.count("authorization") > 1)
        return Error{Kind::unauthenticated, "more than one Authorization header"};
    const auto header = request.header("authorization");
    if (header.empty())
        return std::string_view();
    constexpr std::string_view scheme = "bearer ";
    if (header.size() <= scheme.size() || !equals_ignoring_case(header.substr(0, scheme.size()), scheme))
        return Error{Kind::unauthenticated, "only bearer tokens are known"};
    return trim(header.substr(scheme.size()));
}

bool changes(http::Method method)
{
    return method != http::Method::get && method != http::Method::head && method != http::Method::options;
}

Result<Identified> of_token(std::string_view token, const Sessions& sessions)
{
    auto session = sessions.find(token);
    if (!session)
        return Error{Kind::unauthenticated, "the session is over or was never there"};
    auto caller = session->caller;
    return Identified{std::move(caller), std::move(session), std::string(token)};
}

}  // namespace

Result<Identified> identify(const http::Request& request, const Sessions& sessions, Mode mode)
{
    if (mode == Mode::off)
        return Identified{{access::CallerKind::system, "system", "", {}, ""}, std::nullopt, {}};
    const auto bearer = TRY(bearer_token(request));
    if (!bearer.empty())
        return of_token(bearer, sessions);
    const auto cookie = cookie_token(request);
    if (cookie.empty())
        return Identified{};
    if (changes(request.method) && request.header("x-requested-with") != "helselos")
        return Error{Kind::forbidden, "a change by cookie needs the header X-Requested-With: helselos"};
    return of_token(cookie, sessions);
}

}  // namespace helselos::auth
