#include "server/auth/step_up.h"

#include "base/limits/step_up.h"
#include "base/text.h"
#include "base/url.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::auth {

namespace {

constexpr std::string_view for_the_fresh_only[]
    = {"AuditEvent", "$give-fullmakt", "$change-fullmakt", "$open-to-youth"};

// As the address is read where it is carried out: what cannot be decoded is refused there.
bool names_such(std::string_view address)
{
    for (const auto part : split(address.substr(0, address.find('?')), '/')) {
        const auto name = percent_decode(part);
        if (name && std::ranges::find(for_the_fresh_only, *name) != std::end(for_the_fresh_only))
            return true;
    }
    return false;
}

// A Bundle does what stands in it. One that cannot be read is refused where it is carried out.
bool holds_such(std::string_view body)
{
    const auto bundle = json::read(body);
    if (!bundle)
        return false;
    for (const auto entry : bundle->root()["entry"].elements())
        if (names_such(entry["request"]["url"].text()))
            return true;
    return false;
}

bool wants_fresh_sign_in(const http::Request& request, std::string_view path)
{
    const bool is_bundle
        = request.method == http::Method::post && path.find_first_not_of('/') == std::string_view::npos;
    return names_such(path) || (is_bundle && holds_such(request.body));
}

}  // namespace

Result<void> refuse_stale(const Identified& who, const http::Request& request, std::string_view path, Instant now)
{
    if (who.caller.kind != access::CallerKind::resident || !wants_fresh_sign_in(request, path))
        return {};
    if (who.signed_in && now - *who.signed_in <= limits::fresh_sign_in_max)
        return {};
    return Error{Kind::unauthenticated, fresher_wanted};
}

std::string step_up_challenge(std::string_view reason, const std::vector<std::string>& levels)
{
    constexpr std::string_view error = "error=\"insufficient_user_authentication\"";
    if (reason == higher_level_wanted)
        return fmt::format("{}, error_description=\"{}\", acr_values=\"{}\"", error, reason, fmt::join(levels, " "));
    if (reason == fresher_wanted)
        return fmt::format("{}, error_description=\"{}\", max_age=\"{}\"", error, reason,
            std::chrono::seconds(limits::fresh_sign_in_max).count());
    return {};
}

void challenge(http::Response& response, const http::Request& request, std::string_view reason, const Doors& doors)
{
    if (doors.tokens != nullptr) {
        doors.tokens->challenge(response, request, reason);
        return;
    }
    const auto step_up = step_up_challenge(reason, {});
    if (step_up.empty())
        return;
    std::erase_if(response.headers, [](const auto& header) { return header.first == "WWW-Authenticate"; });
    response.add("WWW-Authenticate", "Bearer realm=\"helselos\", " + step_up);
}

}  // namespace helselos::auth
