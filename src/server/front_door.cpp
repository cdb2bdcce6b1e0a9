#include "server/front_door.h"

#include "base/log.h"
#include "base/text.h"
#include "server/auth/session_page.h"
#include "server/auth/step_up.h"
#include "server/request_id.h"
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

// The answer does not say what went wrong inside; the log, by this name, does say that something did.
void tell_fault(const http::Response& response, const std::string& request_id)
{
    constexpr int fault = 500;
    if (response.status == fault)
        log::write(log::Level::error, "a request was answered with a fault", {{"request", request_id}});
}

}  // namespace

// With authentication off a read by id is one look-up. With it on, the audit row waits for the disk.
bool FrontDoor::is_quick(const http::Request& request) const
{
    if (is_under(request.path, fhir_path))
        return m_parts.doors.mode == auth::Mode::off
            && rest::FhirBase::is_read(request, request.path.substr(fhir_path.size()));
    return gets(request) && request.path != "/metrics" && !is_under(request.path, "/demo")
        && !is_under(request.path, personnel_fhir_path) && !is_under(request.path, "/sign-in");
}

http::Response FrontDoor::handle(const http::Request& request)
{
    const auto request_id = request_id_of(request);
    auto response = answer(request);
    http::add_data_headers(response);
    response.add(request_id_header, request_id);
    tell_fault(response, request_id);
    return response;
}

http::Response FrontDoor::refuse(int status, std::string_view reason) const
{
    return http::Handler::refuse(status, reason).add(request_id_header, new_request_id());
}

// What is bound to a line a token says; but a page of strangers opens none in its reader's browser.
std::unique_ptr<http::Conversation> FrontDoor::converse(const http::Request& request)
{
    if (request.path != notifications_path || !m_parts.notifications)
        return nullptr;
    return m_parts.origins.may_talk(request) ? m_parts.notifications() : nullptr;
}

http::Response FrontDoor::answer(const http::Request& request)
{
    const auto path = request.path;
    if (is_under(path, fhir_path))
        return handle_fhir(request, fhir_path);
    if (is_under(path, personnel_fhir_path))
        return m_parts.personnel_smart_configuration ? handle_fhir(request, personnel_fhir_path) : not_found();
    if (path == "/healthz")
        return health();
    if (path == "/metrics")
        return metrics();
    if (is_under(path, "/session"))
        return handle_session(request);
    if (is_under(path, "/sign-in"))
        return handle_sign_in(request);
    if (is_under(path, "/sign-out"))
        return handle_sign_out(request);
    if (is_under(path, "/demo"))
        return m_parts.demo != nullptr ? handle_demo(request) : not_found();
    if (m_parts.web != nullptr && gets(request))
        return m_parts.web->answer(request).value_or(not_found());
    return not_found();
}

http::Response FrontDoor::handle_fhir(const http::Request& request, std::string_view base) const
{
    const bool is_asking_first = request.method == http::Method::options && request.count("origin") > 0;
    auto response = is_asking_first && is_open_to_other_pages() ? m_parts.origins.preflight_answer(request)
                                                                : answer_fhir(request, base);
    if (is_open_to_other_pages())
        m_parts.origins.open(response, request);
    return response;
}

http::Response FrontDoor::answer_fhir(const http::Request& request, std::string_view base) const
{
    const auto path = request.path.substr(base.size());
    if (path == "/.well-known/smart-configuration" && gets(request))
        return smart_configuration(base);
    auto who = known_for(request, path);
    const bool is_somebody = who && who->caller.kind != access::CallerKind::nobody;
    auto response = who ? m_parts.fhir.handle(request, path, std::move(who->caller)) : rest::error_answer(who.error());
    if (response.status == 401)
        auth::challenge(response, request, who ? "" : who.error().reason, m_parts.doors);
    // What a person was shown is for them alone.
    if ((is_somebody || response.status >= 400) && m_parts.doors.mode != auth::Mode::off)
        response.add("Cache-Control", "no-store");
    return response;
}

// Who is calling, as far as that is enough for what is asked.
Result<auth::Identified> FrontDoor::known_for(const http::Request& request, std::string_view path) const
{
    auto who = TRY(auth::identify(request, m_parts.doors));
    TRY(auth::refuse_stale(who, request, path, m_parts.doors.sessions.now()));
    return who;
}

// Pages of others may call with a token of their own: such a call carries no cookie, so it is nobody else's
// (https://hl7.org/fhir/smart-app-launch/app-launch.html#considerations-for-cross-origin-resource-sharing-cors-support).
// Where no token is needed, they may not: they would be let in because of where their reader sits.
bool FrontDoor::is_open_to_other_pages() const
{
    return m_parts.doors.mode == auth::Mode::sessions && m_parts.doors.tokens != nullptr;
}

http::Response FrontDoor::smart_configuration(std::string_view base) const
{
    const auto& tell = base == fhir_path ? m_parts.smart_configuration : m_parts.personnel_smart_configuration;
    if (!tell)
        return not_found();
    auto text = tell();
    if (!text)
        return rest::error_answer(text.error());
    http::Response response;
    response.add("Content-Type", "application/json");
    response.body = *std::move(text);
    return response;
}

http::Response FrontDoor::handle_sign_in(const http::Request& request) const
{
    if (m_parts.sign_in == nullptr || request.method != http::Method::get)
        return not_found();
    if (request.path == "/sign-in")
        return m_parts.sign_in->begin(request);
    return request.path == "/sign-in/callback" ? m_parts.sign_in->complete(request) : not_found();
}

http::Response FrontDoor::handle_sign_out(const http::Request& request) const
{
    if (m_parts.sign_in == nullptr || request.method != http::Method::post)
        return not_found();
    if (request.path == "/sign-out/back-channel")
        return m_parts.sign_in->signed_out_there(request);
    if (request.path != "/sign-out")
        return not_found();
    const auto who = auth::identify(request, m_parts.doors);
    return who ? m_parts.sign_in->sign_out(*who) : rest::error_answer(who.error());
}

http::Response FrontDoor::handle_session(const http::Request& request) const
{
    auto who = auth::identify(request, m_parts.doors);
    if (request.path == "/session" && gets(request))
        // A cookie that is over is no fault of the page that asks who is signed in.
        return auth::show_session(who ? *who : auth::Identified{},
            m_parts.sign_in != nullptr ? m_parts.sign_in->circles() : std::vector<std::string_view>());
    if (request.path != "/session/end" || request.method != http::Method::post)
        return not_found();
    if (!who)
        return rest::error_answer(who.error());
    return m_parts.sign_in != nullptr ? m_parts.sign_in->sign_out(*who)
                                      : auth::end_session(*who, m_parts.doors.sessions);
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
