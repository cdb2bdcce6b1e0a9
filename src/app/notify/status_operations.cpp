#include "app/notify/status_operations.h"

#include "app/notify/asked.h"
#include "app/notify/subscribers.h"
#include "base/limits/subscription.h"
#include "interaction/bundle_text.h"

#include <algorithm>

namespace helselos::app {

namespace {

using access::Deed;
using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view definitions
    = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-";

std::string entry_of(std::string_view resource, const std::string& address)
{
    return "{\"fullUrl\":\"" + address + "\",\"resource\":" + std::string(resource)
        + ",\"search\":{\"mode\":\"match\"}}";
}

std::string status_entry(const NotifyDesk& desk, const Held& held)
{
    const auto id = make_uuid(desk.hall.random);
    return entry_of(
        subscription::status_text(status_of(desk, held, "query-status"), {}, held.wish.payload, id), "urn:uuid:" + id);
}

OperationAnswer bundle_of(const std::vector<std::string>& entries)
{
    interaction::BundleText bundle("searchset");
    bundle.total(entries.size());
    for (const auto& entry : entries)
        bundle.entry(entry);
    return OperationAnswer{200, std::move(bundle).finish()};
}

Result<OperationAnswer> status_of_one(const NotifyDesk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_subscriber(request.session.caller(), Deed::read));
    TRY(refuse_unknown(request, {}));
    const auto reader = TRY(desk.store.reader());
    const auto held = TRY(load_own(desk, *reader, request.session.caller(), request.address.id));
    return bundle_of({status_entry(desk, held)});
}

bool is_asked(const std::vector<std::string>& asked, std::string_view given)
{
    return asked.empty() || std::ranges::find(asked, given) != asked.end();
}

Result<OperationAnswer> status_of_all(const NotifyDesk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_subscriber(request.session.caller(), Deed::search));
    TRY(refuse_unknown(request, {"id", "status"}));
    const auto ids = asked_texts(request, "id");
    const auto statuses = asked_texts(request, "status");
    const auto reader = TRY(desk.store.reader());
    std::vector<std::string> entries;
    for (const auto& id : TRY(own_ids(*reader, request.session.caller()))) {
        if (!is_asked(ids, id))
            continue;
        const auto held = TRY(load(desk, *reader, id));
        if (is_asked(statuses, held.wish.status))
            entries.push_back(status_entry(desk, held));
    }
    return bundle_of(entries);
}

Result<subscription::Payload> asked_payload(const OperationRequest& request, subscription::Payload own)
{
    const auto word = asked_text(request, "content");
    if (word.empty())
        return own;
    const auto payload = subscription::payload_named(word);
    if (!payload)
        return Error{Kind::invalid, "content is empty, id-only or full-resource"};
    return *payload;
}

// By numbers, both included. More than fit are cut, at the front of what was asked for.
Result<OperationAnswer> events(const NotifyDesk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_subscriber(request.session.caller(), Deed::read));
    TRY(refuse_unknown(request, {"eventsSinceNumber", "eventsUntilNumber", "content"}));
    const auto reader = TRY(desk.store.reader());
    auto held = TRY(load_own(desk, *reader, request.session.caller(), request.address.id));
    const auto payload = TRY(asked_payload(request, held.wish.payload));
    const auto since = std::max<std::uint64_t>(1, TRY(asked_number(request, "eventsSinceNumber")).value_or(1));
    const auto last = std::min<std::uint64_t>(held.progress.numbered, since + limits::subscription_events_max - 1);
    const auto until = std::min(last, TRY(asked_number(request, "eventsUntilNumber")).value_or(last));
    const auto now = desk.hall.clock.now();
    access::Disclosure disclosure(*reader, desk.hall.extractor, request.session.caller(), now);
    const auto told = TRY(told_events(held, *reader, disclosure, since - 1, until, payload));
    TRY(log_told(desk, disclosure, keys_of(told, payload), "Subscription/" + held.id));
    return OperationAnswer{
        200, subscription::notification(status_of(desk, held, "query-event"), told, payload, desk.hall.random, now)};
}

// A search of Basic is one of topics when it says so; others are answered as always (status 0).
Result<OperationAnswer> find_topics(const NotifyDesk& desk, const OperationRequest& request)
{
    bool asks = false;
    std::string id;
    for (const auto& [name, value] : request.parameters) {
        if (name == "code" && (value == "SubscriptionTopic" || value.ends_with("|SubscriptionTopic")))
            asks = true;
        else if (name == "_id")
            id = value;
        else if (name != "_format" && name != "_pretty" && name != "_count")
            return OperationAnswer{0, ""};
    }
    if (!asks)
        return OperationAnswer{0, ""};
    std::vector<std::string> entries;
    for (const auto& topic : desk.topics)
        if (id.empty() || id == topic.id)
            entries.push_back(entry_of(topic.basic, desk.hall.base + "/Basic/" + topic.id));
    return bundle_of(entries);
}

Result<OperationAnswer> read_topic(const NotifyDesk& desk, const OperationRequest& request)
{
    for (const auto& topic : desk.topics)
        if (topic.id == request.address.id)
            return OperationAnswer{200, topic.basic};
    return OperationAnswer{0, ""};
}

}  // namespace

void add_status_operations(const NotifyDesk& desk, interaction::Operations& operations)
{
    operations.add({"$status", Level::type, "Subscription", false, std::string(definitions) + "status",
        [&desk](const OperationRequest& request) { return status_of_all(desk, request); }});
    operations.add({"$status", Level::instance, "Subscription", false, std::string(definitions) + "status",
        [&desk](const OperationRequest& request) { return status_of_one(desk, request); }});
    operations.add({"$events", Level::instance, "Subscription", false, std::string(definitions) + "events",
        [&desk](const OperationRequest& request) { return events(desk, request); }});
}

void add_topics(const NotifyDesk& desk, interaction::Operations& operations)
{
    operations.add({"search", Level::type, "Basic", false, "",
        [&desk](const OperationRequest& request) { return find_topics(desk, request); }});
    operations.add({"read", Level::instance, "Basic", false, "",
        [&desk](const OperationRequest& request) { return read_topic(desk, request); }});
}

}  // namespace helselos::app
