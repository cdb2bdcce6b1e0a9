#include "server/rest/answer.h"

#include "base/text.h"
#include "interaction/bundle_text.h"
#include "interaction/outcome.h"
#include "interaction/response_entry.h"
#include "server/rest/http_date.h"
#include "json/read.h"
#include "json/write.h"

#include <fmt/format.h>

namespace helselos::rest {

namespace {

http::Response outcome_answer(int status, std::string outcome)
{
    http::Response response;
    response.status = status;
    response.add("Content-Type", fhir_json);
    response.body = std::move(outcome);
    return response;
}

std::string pretty(std::string body)
{
    const auto document = json::read(body);
    return document ? json::to_pretty_text(document->root()) : body;
}

bool has_it_already(const access::Version& version, const http::Request& request)
{
    const auto etag = interaction::etag(version);
    for (const auto part : split(request.header("if-none-match"), ','))
        if (trim(part) == etag || trim(part) == "*")
            return true;
    return false;
}

// Only asked when no If-None-Match came along (RFC 9110, 13.1.3).
bool is_not_newer(const access::Version& version, const http::Request& request)
{
    const auto since = parse_http_date(request.header("if-modified-since"));
    return since && std::chrono::floor<std::chrono::seconds>(version.at) <= *since;
}

bool is_known_to_caller(const access::Version& version, const http::Request& request)
{
    return request.header("if-none-match").empty() ? is_not_newer(version, request) : has_it_already(version, request);
}

void add_version_headers(http::Response& response, const access::Version& version)
{
    response.add("ETag", interaction::etag(version));
    response.add("Last-Modified", http_date(version.at));
}

}  // namespace

http::Response error_answer(const Error& error)
{
    auto response = outcome_answer(interaction::status_of(error.kind), interaction::outcome_text(error));
    if (error.kind == Kind::unauthenticated)
        response.add("WWW-Authenticate", "Bearer realm=\"helselos\"");
    if (error.kind == Kind::busy || error.kind == Kind::throttled)
        response.add("Retry-After", "1");
    return response;
}

http::Response not_acceptable()
{
    return outcome_answer(
        406, interaction::outcome_text(Error{Kind::unsupported, "only application/fhir+json can be given"}));
}

http::Response unsupported_media_type()
{
    return outcome_answer(
        415, interaction::outcome_text(Error{Kind::unsupported, "only application/fhir+json can be taken"}));
}

http::Response method_not_allowed(const std::string& allow)
{
    auto response = outcome_answer(
        405, interaction::outcome_text(Error{Kind::unsupported, "the method does not fit the address"}));
    response.add("Allow", allow);
    return response;
}

http::Response version_answer(const access::Version& version, const http::Request& request, const Wishes& wishes)
{
    http::Response response;
    add_version_headers(response, version);
    if (is_known_to_caller(version, request)) {
        response.status = 304;
        return response;
    }
    response.add("Content-Type", fhir_json);
    response.body = wishes.is_pretty ? pretty(version.body) : version.body;
    return response;
}

http::Response written_answer(const interaction::Written& written, const std::string& base, const Wishes& wishes)
{
    http::Response response;
    response.status = written.is_new ? 201 : 200;
    response.add("Location", interaction::location(written.version, base));
    add_version_headers(response, written.version);
    if (wishes.returned == Preference::minimal)
        return response;
    response.add("Content-Type", fhir_json);
    if (wishes.returned == Preference::operation_outcome)
        response.body = interaction::outcome_text(Issues{});
    else
        response.body = wishes.is_pretty ? pretty(written.version.body) : written.version.body;
    return response;
}

http::Response removed_answer(const std::optional<access::Version>& removed)
{
    http::Response response;
    response.status = 204;
    if (removed)
        response.add("ETag", interaction::etag(*removed));
    return response;
}

http::Response other_answer(int status, std::string body, std::string_view content_type)
{
    http::Response response;
    response.status = status;
    response.add("Content-Type", content_type);
    response.body = std::move(body);
    return response;
}

http::Response resource_answer(int status, std::string body, const Wishes& wishes)
{
    http::Response response;
    response.status = status;
    if (body.empty())
        return response;
    response.add("Content-Type", fhir_json);
    response.body = wishes.is_pretty ? pretty(std::move(body)) : std::move(body);
    return response;
}

http::Response file_answer(std::string media, std::string bytes)
{
    http::Response response;
    response.add("Content-Type", media);
    response.add("Content-Disposition", "attachment");
    response.add("X-Content-Type-Options", "nosniff");
    response.add("Content-Security-Policy", "default-src 'none'; sandbox");
    response.add("Cache-Control", "private, no-store");
    response.body = std::move(bytes);
    return response;
}

}  // namespace helselos::rest
