#include "app/notify/socket_operations.h"

#include "app/notify/asked.h"
#include "app/notify/subscribers.h"
#include "json/draft.h"

namespace helselos::app {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;
using subscription::Channel;

bool may_be_bound(const Held& held)
{
    return held.wish.channel == Channel::web_socket
        && (held.wish.status == "requested" || held.wish.status == "active");
}

// Those that were named, each the caller's own; or all of theirs that a socket can be bound to.
Result<std::vector<std::string>> wanted_ids(const NotifyDesk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    const auto reader = TRY(desk.store.reader());
    auto named = request.address.id.empty() ? asked_texts(request, "id") : std::vector{request.address.id};
    for (const auto& id : named)
        if (!may_be_bound(TRY(load_own(desk, *reader, caller, id))))
            return Error{Kind::unprocessable, "the subscription is not one that a WebSocket can be bound to now"};
    if (!named.empty())
        return named;
    for (const auto& id : TRY(own_ids(*reader, caller)))
        if (may_be_bound(TRY(load(desk, *reader, id))))
            named.push_back(id);
    if (named.empty())
        return Error{Kind::unprocessable, "there is no subscription that a WebSocket can be bound to"};
    return named;
}

// "https://helselos.example/fhir" is "wss://helselos.example/fhir/$notifications".
std::string socket_address(const std::string& base)
{
    return "ws" + base.substr(std::string_view("http").size()) + std::string(notifications_path);
}

Result<OperationAnswer> give_token(const NotifyDesk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_subscriber(request.session.caller(), access::Deed::read));
    TRY(refuse_unknown(request, {"id"}));
    const auto ids = TRY(wanted_ids(desk, request));
    const auto token = TRY(desk.sockets->give_token(ids, desk.hall.random));
    const auto part = [](const char* name, const char* member, const std::string& value) {
        return json::object({{"name", name}, {member, value}});
    };
    auto parts = json::array(
        {part("token", "valueString", token.text), part("expiration", "valueDateTime", to_text(token.expires))});
    for (const auto& id : ids)
        parts.push(part("subscription", "valueString", id));
    parts.push(part("websocket-url", "valueUrl", socket_address(desk.hall.base)));
    return OperationAnswer{
        200, json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", std::move(parts)}}))};
}

}  // namespace

void add_socket_operations(const NotifyDesk& desk, interaction::Operations& operations)
{
    for (const auto level : {Level::type, Level::instance})
        operations.add({"$get-ws-binding-token", level, "Subscription", false,
            "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/"
            "backport-subscription-get-ws-binding-token",
            [&desk](const OperationRequest& request) { return give_token(desk, request); }});
}

}  // namespace helselos::app
