#include "server/open_origins.h"

#include <algorithm>

namespace helselos::server {

namespace {

constexpr std::string_view exposed_headers
    = "ETag, Last-Modified, Location, Content-Location, WWW-Authenticate, DPoP-Nonce, X-Request-Id, X-Progress, "
      "Retry-After, Expires";
constexpr std::string_view taken_headers
    = "Authorization, DPoP, Content-Type, Accept, Prefer, If-Match, If-None-Match, If-None-Exist, If-Modified-Since, "
      "X-Request-Id";

bool is_origin(std::string_view text)
{
    const auto host = text.starts_with("https://") ? text.substr(8)
        : text.starts_with("http://")              ? text.substr(7)
                                                   : std::string_view();
    return !host.empty() && host.find_first_of("/?#*@ ,") == std::string_view::npos;
}

}  // namespace

Result<OpenOrigins> OpenOrigins::only(std::vector<std::string> origins)
{
    for (const auto& origin : origins)
        if (!is_origin(origin))
            return Error{
                Kind::invalid, "an origin is a scheme and a host, and a port where it has one: https://app.example"};
    OpenOrigins open;
    open.m_origins = std::move(origins);
    return open;
}

bool OpenOrigins::may_talk(const http::Request& request) const
{
    if (m_origins.empty() || request.count("origin") == 0)
        return true;
    const auto origin = request.header("origin");
    const auto scheme = origin.find("://");
    const bool is_own = scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("host");
    return request.count("origin") == 1 && (is_own || std::ranges::find(m_origins, origin) != m_origins.end());
}

http::Response OpenOrigins::preflight_answer(const http::Request& request) const
{
    http::Response response;
    response.status = 204;
    const bool is_theirs
        = m_origins.empty() || std::ranges::find(m_origins, request.header("origin")) != m_origins.end();
    if (is_theirs)
        response.add("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
            .add("Access-Control-Allow-Headers", taken_headers)
            .add("Access-Control-Max-Age", "600");
    return response;
}

void OpenOrigins::open(http::Response& response, const http::Request& request) const
{
    if (m_origins.empty()) {
        response.add("Access-Control-Allow-Origin", "*").add("Access-Control-Expose-Headers", exposed_headers);
        return;
    }
    // A cache between must not hand one page's answer to another.
    response.add("Vary", "Origin");
    const auto origin = request.header("origin");
    if (request.count("origin") != 1 || std::ranges::find(m_origins, origin) == m_origins.end())
        return;
    response.add("Access-Control-Allow-Origin", origin).add("Access-Control-Expose-Headers", exposed_headers);
}

}  // namespace helselos::server
