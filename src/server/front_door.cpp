#include "server/front_door.h"

#include "base/text.h"
#include "server/auth/session_page.h"
#include "server/rest/answer.h"

namespace helselos::server {

namespace {

constexpr std::string_view fhir_path = "/fhir";

bool gets(const http::Request& request)
{
    return request.method == http::Method::get || request.method == http::Method::head;
}

bool is_under(std::string_view path, std::string_view folder)
{
    return path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

http::Response not_found()
{
    return rest::error_answer(Error{Kind::not_found, "no such address"});
}

}  // namespace

// With authentication off a read by id is one look-up. With it on, the audit row waits for the disk.
bool FrontDoor::is_quick(const http::Request& request) const
{
    if (is_under(request.path, fhir_path))
        return m_parts.mode == auth::Mode::off
            && rest::FhirBase::is_read(request, request.path.substr(fhir_path.size()));
    return gets(request) && request.path != "/metrics" && !is_under(request.path, "/demo");
}

http::Response FrontDoor::handle(const http::Request& request)
{
    const auto path = request.path;
    if (is_under(path, fhir_path))
        return handle_fhir(request);
    if (path == "/healthz")
        return health();
    if (path == "/metrics")
        return metrics();
    if (is_under(path, "/session"))
        return handle_session(request);
    if (is_under(path, "/demo"))
        return m_parts.demo != nullptr ? handle_demo(request) : not_found();
    if (m_parts.web != nullptr && gets(request))
        return m_parts.web->answer(request).value_or(not_found());
    return not_found();
}

http::Response FrontDoor::handle_fhir(const http::Request& request) const
{
    auto who = auth::identify(request, m_parts.sessions, m_parts.mode);
    if (!who)
        return rest::error_answer(who.error());
    auto response = m_parts.fhir.handle(request, request.path.substr(fhir_path.size()), std::move(who->caller));
    // What a person was shown is for them alone.
    if (who->session)
        response.add("Cache-Control", "no-store");
    return response;
}

http::Response FrontDoor::handle_session(const http::Request& request) const
{
    auto who = auth::identify(request, m_parts.sessions, m_parts.mode);
    if (request.path == "/session" && gets(request))
        // A cookie that is over is no fault of the page that asks who is signed in.
        return auth::show_session(who ? *who : auth::Identified{});
    if (request.path == "/session/end" && request.method == http::Method::post)
        return who ? auth::end_session(*who, m_parts.sessions) : rest::error_answer(who.error());
    return not_found();
}

http::Response FrontDoor::handle_demo(const http::Request& request) const
{
    if (request.path == "/demo/persons" && gets(request))
        return m_parts.demo->list();
    if (request.path == "/demo/sign-in" && request.method == http::Method::post)
        return m_parts.demo->sign_in(request);
    if (request.path == "/demo/token" && request.method == http::Method::post)
        return m_parts.demo->give_token(request);
    return not_found();
}

http::Response FrontDoor::health() const
{
    const bool is_healthy = m_parts.is_healthy();
    http::Response response;
    response.status = is_healthy ? 200 : 503;
    response.add("Content-Type", "application/json").add("Cache-Control", "no-store");
    response.body = is_healthy ? R"({"status":"ok"})" : R"({"status":"unwell"})";
    return response;
}

http::Response FrontDoor::metrics() const
{
    http::Response response;
    response.add("Content-Type", http::Metrics::media_type);
    response.body = m_parts.metrics.text();
    return response;
}

}  // namespace helselos::server
