#include "server/auth/launch/app_list.h"

#include "base/limits/launch.h"
#include "base/text.h"
#include "server/auth/issuer/fetch.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::auth {

namespace {

Error wrong(std::size_t number, std::string_view what)
{
    return {Kind::invalid, fmt::format("app {} of the list of apps: {}", number + 1, what)};
}

bool is_short_text(json::Value value)
{
    return value.is_string() && !trim(value.text()).empty() && value.text().size() <= limits::launch_text_bytes_max;
}

// A word without spaces, so that it can stand in a log and an address as it is.
bool is_client_name(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

// We add parameters at its end, and say who is to open it: nothing may come after, and nobody be named in it.
bool is_launch_address(const std::string& text)
{
    const auto host = text.find("://");
    if (!is_safe_address(text) || host == std::string::npos || !is_client_name(text))
        return false;
    const auto authority = text.substr(host + 3, text.find_first_of("/?", host + 3) - host - 3);
    return text.find('#') == std::string::npos && authority.find('@') == std::string::npos;
}

Result<void> refuse_unknown_members(json::Value app, std::size_t number)
{
    constexpr std::string_view known[] = {"client", "name", "description", "launch", "for", "needs-patient-banner"};
    for (const auto& member : app.members())
        if (std::ranges::find(known, member.key) == std::end(known))
            return wrong(number, "it has a member nobody knows");
    return {};
}

Result<void> read_circles(json::Value circles, std::size_t number, LaunchableApp& app)
{
    for (const auto circle : circles.elements()) {
        if (circle.text() == "personnel")
            app.is_for_personnel = true;
        else if (circle.text() == "residents")
            app.is_for_residents = true;
        else
            return wrong(number, "\"for\" takes \"personnel\" and \"residents\"");
    }
    if (!app.is_for_personnel && !app.is_for_residents)
        return wrong(number, "\"for\" names nobody");
    return {};
}

Result<LaunchableApp> read_app(json::Value given, std::size_t number)
{
    TRY(refuse_unknown_members(given, number));
    for (const auto* name : {"client", "name", "launch"})
        if (!is_short_text(given[name]))
            return wrong(number, fmt::format("\"{}\" has to be a short text", name));
    if (given["description"].exists() && !is_short_text(given["description"]))
        return wrong(number, "\"description\" has to be a short text");
    LaunchableApp app;
    app.client = given["client"].text();
    app.name = trim(given["name"].text());
    app.description = trim(given["description"].text());
    app.address = given["launch"].text();
    if (!is_client_name(app.client))
        return wrong(number, "\"client\" has letters no client has");
    if (!is_launch_address(app.address))
        return wrong(number, "\"launch\" needs an address with https, without user and fragment");
    TRY(read_circles(given["for"], number, app));
    const auto banner = given["needs-patient-banner"];
    if (banner.exists() && !banner.is_boolean())
        return wrong(number, "\"needs-patient-banner\" is true or false");
    app.needs_patient_banner = !banner.exists() || banner.truth();
    return app;
}

}  // namespace

bool LaunchableApp::is_for(const access::Caller& caller) const
{
    return (is_for_personnel && caller.kind == access::CallerKind::personnel)
        || (is_for_residents && caller.kind == access::CallerKind::resident);
}

Result<std::vector<LaunchableApp>> read_apps(std::string_view text)
{
    if (text.size() > limits::launch_apps_bytes_max)
        return Error{Kind::invalid, "the list of apps is too long"};
    const auto document = json::read(text);
    if (!document)
        return Error{Kind::invalid, "the list of apps: " + document.error().reason};
    const auto given = document->root()["apps"];
    if (!given.is_array() || given.size() > limits::launch_apps_max)
        return Error{Kind::invalid, "the list of apps needs \"apps\", a list that is not too long"};
    std::vector<LaunchableApp> apps;
    for (const auto each : given.elements()) {
        auto app = TRY(read_app(each, apps.size()));
        const auto is_twice = [&app](const LaunchableApp& other) { return other.client == app.client; };
        if (std::ranges::any_of(apps, is_twice))
            return wrong(apps.size(), "its client stands there twice");
        apps.push_back(std::move(app));
    }
    return apps;
}

}  // namespace helselos::auth
