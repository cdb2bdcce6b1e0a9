#include "interaction/everything_wanted.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "interaction/audit_event.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::interaction {

namespace {

std::string text_of(json::Value part)
{
    for (const auto name : {"valueInstant", "valueCode", "valueInteger", "valueString", "valueDate"})
        if (part[name].exists())
            return std::string(part[name].text());
    return {};
}

QueryParameters given(const OperationRequest& request)
{
    auto parameters = request.parameters;
    if (request.body != nullptr)
        for (const auto part : request.body->root()["parameter"].elements())
            parameters.emplace_back(std::string(part["name"].text()), text_of(part));
    return parameters;
}

Result<void> take_types(const OperationRequest& request, std::string_view value, EverythingWanted& wanted)
{
    for (const auto part : split(value, ',')) {
        const auto type = trim(part);
        if (!is_resource_type(type, request.hall.definitions))
            return Error{Kind::unsupported, "_type names what is no resource type"};
        if (type == audit_event_type)
            return Error{Kind::unsupported, "AuditEvents are told from the log, by a search of their own"};
        wanted.types.emplace_back(type);
    }
    return {};
}

Result<void> take_count(const std::string& value, EverythingWanted& wanted)
{
    const auto count = to_unsigned(value);
    if (!count || *count == 0)
        return Error{Kind::invalid, "_count is no number over zero"};
    wanted.count = std::min<std::uint64_t>(*count, limits::search_page_max);
    return {};
}

std::string* place_of(std::string_view name, EverythingWanted& wanted)
{
    if (name == "_since")
        return &wanted.since;
    if (name == "start")
        return &wanted.start;
    if (name == "end")
        return &wanted.end;
    return name == "_cursor" ? &wanted.cursor : nullptr;
}

Result<void> take(
    const OperationRequest& request, std::string_view name, const std::string& value, EverythingWanted& wanted)
{
    if (name == "_format" || name == "_pretty")
        return {};
    if (value.empty())
        return Error{Kind::invalid, "a parameter has no value, or one of another type"};
    if (name == "_type")
        return take_types(request, value, wanted);
    if (name == "_count")
        return take_count(value, wanted);
    auto* const place = place_of(name, wanted);
    if (place == nullptr)
        return Error{Kind::unsupported, "$everything knows start, end, _since, _type and _count"};
    *place = value;
    return {};
}

}  // namespace

bool EverythingWanted::wants(std::string_view type) const
{
    return types.empty() || std::ranges::find(types, type) != types.end();
}

Result<EverythingWanted> everything_wanted(const OperationRequest& request)
{
    if (request.body != nullptr && request.body->root()["resourceType"].text() != "Parameters")
        return Error{Kind::invalid, "the body is not Parameters", "resourceType"};
    EverythingWanted wanted;
    wanted.count = limits::search_page_max;
    for (const auto& [name, value] : given(request))
        TRY(take(request, name, value, wanted));
    if (!wanted.since.empty())
        TRY(instant_from_text(wanted.since));
    return wanted;
}

std::string everything_link(const std::string& path, const EverythingWanted& wanted, const std::string& cursor)
{
    auto url = fmt::format("{}/$everything?_count={}", path, wanted.count);
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty())
            url += fmt::format("&{}={}", name, percent_encode(value));
    };
    add("_since", wanted.since);
    add("start", wanted.start);
    add("end", wanted.end);
    for (const auto& type : wanted.types)
        add("_type", type);
    add("_cursor", cursor);
    return url;
}

}  // namespace helselos::interaction
