#include "services/subscription/notification.h"

#include "base/random.h"
#include "json/draft.h"

namespace helselos::subscription {

namespace {

constexpr std::string_view profiles = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

json::Draft meta(std::string_view profile)
{
    return json::object({{"profile", json::array({std::string(profiles) + std::string(profile)})}});
}

json::Draft part(const char* name, const char* value_name, json::Draft value)
{
    auto draft = json::object({{"name", name}});
    draft.set(value_name, std::move(value));
    return draft;
}

json::Draft event_part(const Told& event, Payload payload, const std::string& base)
{
    auto parts = json::array({part("event-number", "valueString", std::to_string(event.number)),
        part("timestamp", "valueInstant", to_text(event.at))});
    if (payload != Payload::empty && event.focus)
        parts.push(part("focus", "valueReference",
            json::object({{"reference", base + "/" + event.focus->type + "/" + event.focus->id}})));
    return json::object({{"name", "notification-event"}, {"part", std::move(parts)}});
}

std::string_view method_of(event::Happened happened)
{
    switch (happened) {
    case event::Happened::created: return "POST";
    case event::Happened::updated: return "PUT";
    case event::Happened::deleted: return "DELETE";
    }
    return "PUT";
}

std::string_view answer_of(event::Happened happened)
{
    switch (happened) {
    case event::Happened::created: return "201";
    case event::Happened::updated: return "200";
    case event::Happened::deleted: return "204";
    }
    return "200";
}

// A history has a request and a response with each entry (http://hl7.org/fhir/R4/bundle.html, bdl-3 and bdl-4).
std::string resource_entry(const Told& event, std::string_view base)
{
    const auto reference = event.focus->type + "/" + event.focus->id;
    const bool makes = event.happened == event::Happened::created;
    auto entry = json::object({
        {"fullUrl", std::string(base) + "/" + reference},
        {"request",
            json::object({{"method", method_of(event.happened)}, {"url", makes ? event.focus->type : reference}})},
        {"response", json::object({{"status", answer_of(event.happened)}})},
    });
    auto text = json::to_text(entry);
    if (event.version)
        text.insert(1, "\"resource\":" + event.version->body + ",");
    return text;
}

std::string status_entry(const Status& status, const std::string& resource, const std::string& id)
{
    const auto request
        = json::object({{"method", "GET"}, {"url", status.base + "/Subscription/" + status.id + "/$status"}});
    auto text = json::to_text(json::object(
        {{"fullUrl", "urn:uuid:" + id}, {"request", request}, {"response", json::object({{"status", "200"}})}}));
    text.insert(1, "\"resource\":" + resource + ",");
    return text;
}

}  // namespace

std::string status_text(const Status& status, const std::vector<Told>& events, Payload payload, std::string_view id)
{
    auto parameters = json::array({
        part("subscription", "valueReference",
            json::object({{"reference", status.base + "/Subscription/" + status.id}})),
        part("topic", "valueCanonical", status.topic),
        part("status", "valueCode", status.status),
        part("type", "valueCode", status.type),
        part("events-since-subscription-start", "valueString", std::to_string(status.events)),
    });
    for (const auto& event : events)
        parameters.push(event_part(event, payload, status.base));
    if (!status.error.empty())
        parameters.push(part("error", "valueCodeableConcept", json::object({{"text", status.error}})));
    return json::to_text(json::object({{"resourceType", "Parameters"}, {"id", id},
        {"meta", meta("backport-subscription-status-r4")}, {"parameter", std::move(parameters)}}));
}

std::string notification(
    const Status& status, const std::vector<Told>& events, Payload payload, Random& ids, Instant now)
{
    const auto status_id = make_uuid(ids);
    auto entries = status_entry(status, status_text(status, events, payload, status_id), status_id);
    for (const auto& event : events)
        if (payload != Payload::empty && event.focus)
            entries += "," + resource_entry(event, status.base);
    auto text = json::to_text(json::object({{"resourceType", "Bundle"}, {"id", make_uuid(ids)},
        {"meta", meta("backport-subscription-notification-r4")}, {"type", "history"}, {"timestamp", to_text(now)}}));
    text.insert(text.size() - 1, ",\"entry\":[" + entries + "]");
    return text;
}

}  // namespace helselos::subscription
