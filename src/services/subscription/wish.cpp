#include "services/subscription/wish.h"

#include "base/limits/subscription.h"
#include "base/text.h"
#include "fhir/search/parse_query.h"
#include "interaction/criteria.h"

#include <algorithm>
#include <array>

namespace helselos::subscription {

namespace {

constexpr std::string_view backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";

Error broken(std::string reason, std::string element)
{
    return Error{Kind::unprocessable, std::move(reason), "Subscription." + std::move(element)};
}

// The last part of the address of an extension of the backport; empty for another.
std::string_view name_of_extension(json::Value extension)
{
    const auto url = extension["url"].text();
    return url.starts_with(backport) ? url.substr(backport.size()) : std::string_view();
}

template <typename Each>
Result<void> for_extensions(json::Value element, Each each)
{
    for (const auto extension : element["extension"].elements())
        if (const auto name = name_of_extension(extension); !name.empty())
            TRY(each(name, extension));
    return {};
}

Result<std::uint64_t> number_of(json::Value value, std::uint64_t least, std::uint64_t most, std::string_view name)
{
    const auto number = to_unsigned(value.text());
    if (!number || *number < least || *number > most)
        return broken("backport-" + std::string(name) + " is outside what is offered here: " + std::to_string(least)
                + " to " + std::to_string(most),
            "channel.extension");
    return *number;
}

std::string parameter_name(std::string_view written)
{
    return std::string(written.substr(0, std::min(written.find(':'), written.find('.'))));
}

Result<fhir::search::Query> parse(const interaction::Hall& hall, std::string_view type, std::string_view text)
{
    const auto parameters = TRY(parse_query_string(text));
    Issues notes;
    auto query = TRY(fhir::search::parse_query(fhir::search::Space::of_type(type), parameters,
        interaction::grounds_of(hall), fhir::search::Handling::strict, notes));
    query.count = 1;
    return query;
}

// "Task?owner=Organization/1&status=requested"
Result<Filter> read_filter(const interaction::Hall& hall, const Topic& topic, std::string_view text)
{
    const std::string element = "criteria.extension";
    if (text.size() > limits::subscription_filter_bytes_max)
        return Error{Kind::too_large, "a filter is too long", "Subscription." + element};
    const auto mark = text.find('?');
    Filter filter;
    filter.type = text.substr(0, mark);
    if (!topic.has_type(filter.type))
        return broken("the topic tells nothing of the type of a filter", element);
    if (mark == std::string_view::npos)
        return filter;
    const auto asked = text.substr(mark + 1);
    for (const auto& [name, value] : TRY(parse_query_string(asked)))
        if (!topic.may_filter(filter.type, parameter_name(name)) || name.find('.') != std::string::npos)
            return broken("the topic cannot be filtered by a parameter of a filter", element);
    auto query = parse(hall, filter.type, asked);
    if (!query)
        return broken("a filter is not understood: " + query.error().reason, element);
    filter.query = *std::move(query);
    return filter;
}

Result<void> read_filters(Wish& wish, json::Value criteria, const interaction::Hall& hall)
{
    TRY(for_extensions(criteria, [&](std::string_view name, json::Value extension) -> Result<void> {
        if (name != "filter-criteria")
            return broken("backport-" + std::string(name) + " is not understood here", "criteria.extension");
        wish.filters.push_back(TRY(read_filter(hall, *wish.topic, extension["valueString"].text())));
        return {};
    }));
    if (wish.filters.size() > limits::subscription_filters_max)
        return Error{Kind::too_large, "too many filters", "Subscription.criteria.extension"};
    return {};
}

Result<void> read_times(Wish& wish, json::Value channel)
{
    return for_extensions(channel, [&](std::string_view name, json::Value extension) -> Result<void> {
        using std::chrono::seconds;
        if (name == "heartbeat-period")
            wish.heartbeat = seconds(TRY(number_of(extension["valueUnsignedInt"],
                static_cast<std::uint64_t>(limits::heartbeat_period_min.count()),
                static_cast<std::uint64_t>(limits::heartbeat_period_max.count()), name)));
        else if (name == "timeout")
            wish.timeout = seconds(TRY(number_of(extension["valueUnsignedInt"], 1,
                static_cast<std::uint64_t>(limits::subscription_timeout_max.count()), name)));
        else if (name == "max-count")
            wish.events_max = TRY(number_of(extension["valuePositiveInt"], 1, limits::notification_events_max, name));
        else
            return broken("backport-" + std::string(name) + " is not understood here", "channel.extension");
        return {};
    });
}

Result<Channel> read_channel(json::Value channel)
{
    TRY(for_extensions(channel["_type"], [](std::string_view name, json::Value) -> Result<void> {
        return broken("backport-" + std::string(name) + " is not offered: rest-hook and websocket are", "channel.type");
    }));
    if (channel["type"].text() == "rest-hook")
        return Channel::rest_hook;
    if (channel["type"].text() == "websocket")
        return Channel::web_socket;
    return broken("this channel is not offered: rest-hook and websocket are", "channel.type");
}

// A rest-hook is called at an endpoint, with headers; a WebSocket is opened by the subscriber.
Result<void> read_endpoint(Wish& wish, json::Value channel)
{
    wish.endpoint = channel["endpoint"].text();
    if (wish.endpoint.size() > limits::subscription_endpoint_bytes_max)
        return Error{Kind::too_large, "the endpoint is too long", "Subscription.channel.endpoint"};
    const bool is_called = wish.channel == Channel::rest_hook;
    if (is_called && wish.endpoint.empty())
        return broken("a rest-hook needs an endpoint", "channel.endpoint");
    if (!is_called && !wish.endpoint.empty())
        return broken("a websocket has no endpoint: the subscriber opens it", "channel.endpoint");
    if (!is_called && !wish.headers.empty())
        return broken("a websocket has no headers", "channel.header");
    return {};
}

Result<void> read_payload(Wish& wish, json::Value channel)
{
    TRY(for_extensions(channel["_payload"], [&](std::string_view name, json::Value extension) -> Result<void> {
        const auto word = payload_named(extension["valueCode"].text());
        if (name != "payload-content" || !word)
            return broken("what notifications hold is empty, id-only or full-resource", "channel.payload.extension");
        wish.payload = *word;
        return {};
    }));
    const auto media = channel["payload"].text();
    if (!media.empty() && media != "application/fhir+json" && media != "application/json")
        return broken("notifications are application/fhir+json", "channel.payload");
    return {};
}

// RFC 9110: a name of token characters; nothing that ends a line.
bool is_header(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos)
        return false;
    const auto is_of_name = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
    const auto is_of_value = [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != 0x7f; };
    return std::ranges::all_of(line.substr(0, colon), is_of_name)
        && std::ranges::all_of(line.substr(colon + 1), is_of_value);
}

// What the connection itself is made of is not for the subscriber to say.
bool is_of_connection(std::string_view line)
{
    constexpr std::array<std::string_view, 9> names{"host", "content-length", "content-type", "transfer-encoding",
        "connection", "upgrade", "te", "trailer", "expect"};
    const auto name = trim(line.substr(0, line.find(':')));
    return std::ranges::any_of(names, [&](std::string_view each) { return equals_ignoring_case(each, name); });
}

Result<void> read_headers(Wish& wish, json::Value channel)
{
    std::size_t bytes = 0;
    for (const auto each : channel["header"].elements()) {
        bytes += each.text().size();
        if (!is_header(each.text()) || is_of_connection(each.text()))
            return broken("a header is not one that can be sent along", "channel.header");
        wish.headers.emplace_back(each.text());
    }
    if (wish.headers.size() > limits::subscription_headers_max || bytes > limits::subscription_header_bytes_max)
        return Error{Kind::too_large, "too many or too long headers", "Subscription.channel.header"};
    return {};
}

}  // namespace

std::string_view name_of(Payload payload)
{
    switch (payload) {
    case Payload::empty: return "empty";
    case Payload::id_only: return "id-only";
    case Payload::full_resource: return "full-resource";
    }
    return "empty";
}

std::optional<Payload> payload_named(std::string_view word)
{
    for (const auto payload : {Payload::empty, Payload::id_only, Payload::full_resource})
        if (word == name_of(payload))
            return payload;
    return std::nullopt;
}

Result<Wish> read_wish(json::Value subscription, const Topics& topics, const interaction::Hall& hall)
{
    Wish wish;
    wish.timeout = limits::subscription_timeout;
    wish.topic = find_topic(topics, subscription["criteria"].text());
    if (wish.topic == nullptr)
        return broken("criteria names no topic of this server: they are at /Basic?code=SubscriptionTopic", "criteria");
    const auto channel = subscription["channel"];
    TRY(read_filters(wish, subscription["_criteria"], hall));
    wish.channel = TRY(read_channel(channel));
    TRY(read_times(wish, channel));
    TRY(read_payload(wish, channel));
    TRY(read_headers(wish, channel));
    TRY(read_endpoint(wish, channel));
    wish.status = subscription["status"].text();
    if (subscription["end"].exists())
        wish.end = TRY(instant_from_text(subscription["end"].text()));
    return wish;
}

Result<std::vector<fhir::search::Query>> questions_of(
    const Wish& wish, const interaction::Hall& hall, std::string_view type, event::Happened happened)
{
    std::vector<fhir::search::Query> questions;
    const auto* trigger = wish.topic->trigger_of(type, happened);
    if (trigger == nullptr)
        return questions;
    const auto current = TRY(parse(hall, type, trigger->current));
    if (wish.filters.empty())
        questions.push_back(current);
    for (const auto& filter : wish.filters) {
        if (filter.type != type)
            continue;
        auto question = current;
        question.all_of.insert(question.all_of.end(), filter.query.all_of.begin(), filter.query.all_of.end());
        questions.push_back(std::move(question));
    }
    return questions;
}

}  // namespace helselos::subscription
