#include "server/http/message.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::http {

std::string_view to_text(Method method)
{
    switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::delete_: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: return "other";
    }
    return "other";
}

std::string_view Request::header(std::string_view name) const
{
    for (const auto& field : headers)
        if (equals_ignoring_case(field.name, name))
            return field.value;
    return {};
}

std::size_t Request::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(headers, [name](const Header& field) { return equals_ignoring_case(field.name, name); }));
}

Body Body::constant(std::string_view bytes)
{
    Body body;
    body.m_bytes = bytes;
    return body;
}

std::string_view Body::view() const
{
    if (const auto* owned = std::get_if<std::string>(&m_bytes))
        return *owned;
    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&m_bytes))
        return *shared == nullptr ? std::string_view() : std::string_view(**shared);
    if (const auto* file = std::get_if<std::shared_ptr<const MappedFile>>(&m_bytes))
        return *file == nullptr ? std::string_view() : (*file)->text();
    return std::get<std::string_view>(m_bytes);
}

Response& Response::add(std::string_view name, std::string_view value)
{
    headers.emplace_back(name, value);
    return *this;
}

std::string_view Response::header(std::string_view name) const
{
    for (const auto& [known, value] : headers)
        if (equals_ignoring_case(known, name))
            return value;
    return {};
}

// RFC 9110 section 15.
std::string_view reason_phrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Status";
    }
}

}  // namespace helselos::http
