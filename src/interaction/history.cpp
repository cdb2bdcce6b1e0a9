#include "interaction/history.h"

#include "base/limits.h"
#include "base/text.h"
#include "interaction/audit_event.h"
#include "interaction/bundle_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::interaction {

namespace {

Result<access::HistoryQuery> parse(const Address& address, const QueryParameters& parameters)
{
    access::HistoryQuery query{address.type, address.id, {}, limits::search_page_default, {}};
    for (const auto& [name, value] : parameters) {
        if (name == "_count") {
            const auto count = to_unsigned(value);
            if (!count)
                return Error{Kind::invalid, "_count is not a number"};
            query.count = std::min<std::size_t>(*count, limits::search_page_max);
        } else if (name == "_since") {
            query.since = TRY(instant_from_text(value));
        } else if (name == "_cursor") {
            query.cursor = value;
        } else if (name != "_format" && name != "_pretty") {
            return Error{Kind::invalid, fmt::format("a history does not know the parameter {}", name)};
        }
    }
    return query;
}

std::string path_of(const Address& address, const std::string& base)
{
    std::string path = base;
    if (!address.type.empty())
        path += "/" + address.type;
    if (!address.id.empty())
        path += "/" + address.id;
    return path + "/_history";
}

std::string link_query(const QueryParameters& parameters, const std::string& cursor)
{
    std::string query;
    for (const auto& [name, value] : parameters)
        if (name != "_cursor")
            query += (query.empty() ? "?" : "&") + name + "=" + percent_encode(value);
    if (!cursor.empty())
        query += (query.empty() ? "?_cursor=" : "&_cursor=") + percent_encode(cursor);
    return query;
}

}  // namespace

Result<std::string> history(access::Session& session, const Hall&, const Address& address,
    const QueryParameters& parameters, const std::string& base)
{
    if (address.type == audit_event_type)
        return Error{Kind::unsupported, "what is in the log never changes: it has no history"};
    const auto query = TRY(parse(address, parameters));
    const auto history = TRY(session.history(query));
    if (!address.id.empty() && history.versions.empty() && query.cursor.empty() && !query.since)
        return Error{Kind::not_found, "no such resource"};

    BundleText bundle("history");
    if (history.total)
        bundle.total(*history.total);
    const auto path = path_of(address, base);
    bundle.link("self", path + link_query(parameters, query.cursor));
    if (!history.next.empty())
        bundle.link("next", path + link_query(parameters, history.next));
    for (const auto& version : history.versions)
        bundle.entry(history_entry(version, base));
    return std::move(bundle).finish();
}

}  // namespace helselos::interaction
