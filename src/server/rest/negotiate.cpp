#include "server/rest/negotiate.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace helselos::rest {

namespace {

constexpr std::array<std::string_view, 3> json_types{"application/fhir+json", "application/json", "text/json"};
constexpr std::array<std::string_view, 3> wild_types{"*/*", "application/*", "text/*"};

std::string_view media_type(std::string_view header)
{
    return trim(header.substr(0, header.find(';')));
}

bool is_json_type(std::string_view type)
{
    return std::ranges::any_of(json_types, [&](auto json) { return equals_ignoring_case(type, json); });
}

// "application/fhir+json; fhirVersion=5.0" (http://hl7.org/fhir/R4/http.html#version-parameter).
bool wants_other_version(std::string_view header)
{
    for (const auto part : split(header, ';')) {
        const auto parameter = trim(part);
        if (parameter.starts_with("fhirVersion="))
            return !trim(parameter.substr(12)).starts_with("4.0");
    }
    return false;
}

std::string_view value_of(const QueryParameters& parameters, std::string_view name)
{
    const auto found = std::ranges::find(parameters, name, [](const auto& parameter) { return parameter.first; });
    return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

Acceptable is_acceptable(const http::Request& request, const QueryParameters& parameters)
{
    const auto format = value_of(parameters, "_format");
    if (!format.empty()) {
        // An unescaped plus in an address is a blank.
        const bool json = format == "json" || is_json_type(media_type(format)) || format == "application/fhir json";
        return json ? Acceptable::yes : Acceptable::no;
    }
    const auto accept = request.header("accept");
    if (trim(accept).empty())
        return Acceptable::yes;
    for (const auto part : split(accept, ',')) {
        const auto type = media_type(part);
        if (wants_other_version(part))
            continue;
        const bool is_wild = std::ranges::find(wild_types, type) != wild_types.end();
        if (is_wild || is_json_type(type))
            return Acceptable::yes;
    }
    return Acceptable::no;
}

bool asks_for(const http::Request& request, const QueryParameters& parameters, std::string_view media)
{
    const auto format = value_of(parameters, "_format");
    if (!format.empty())
        return equals_ignoring_case(format, media);
    const auto family = std::string(media.substr(0, media.find('/'))) + "/*";
    for (const auto part : split(request.header("accept"), ',')) {
        const auto type = media_type(part);
        if (equals_ignoring_case(type, media))
            return true;
        const bool is_wild = std::ranges::find(wild_types, type) != wild_types.end();
        if (is_wild || is_json_type(type))
            return false;
        if (equals_ignoring_case(type, family))
            return true;
    }
    return false;
}

std::string sent_media(const http::Request& request)
{
    return to_lower_ascii(media_type(request.header("content-type")));
}

bool is_json(const http::Request& request)
{
    return is_json_type(media_type(request.header("content-type")));
}

bool is_json_patch(const http::Request& request)
{
    return equals_ignoring_case(media_type(request.header("content-type")), "application/json-patch+json");
}

Wishes read_wishes(const http::Request& request, const QueryParameters& parameters)
{
    Wishes wishes;
    wishes.is_pretty = value_of(parameters, "_pretty") == "true";
    for (const auto part : split(request.header("prefer"), ',')) {
        for (const auto piece : split(part, ';')) {
            const auto wish = trim(piece);
            if (wish == "handling=lenient")
                wishes.handling = fhir::search::Handling::lenient;
            wishes.is_async |= wish == "respond-async";
            wishes.said_returned |= wish.starts_with("return=");
            if (wish == "return=minimal")
                wishes.returned = Preference::minimal;
            if (wish == "return=OperationOutcome")
                wishes.returned = Preference::operation_outcome;
        }
    }
    return wishes;
}

}  // namespace helselos::rest
