#include "app/notify/subscribers.h"

#include "access/app_scopes.h"
#include "access/permission.h"
#include "base/limits/subscription.h"
#include "interaction/prepare.h"
#include "interaction/put_for_service.h"
#include "interaction/remove.h"
#include "interaction/search_type.h"
#include "json/read.h"
#include "json/write.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::app {

namespace {

using access::CallerKind;
using access::Deed;
using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view type = "Subscription";

access::Session service_for(const NotifyDesk& desk, const access::Caller& caller)
{
    return desk.records.open(interaction::on_behalf_of(caller, "subscription"));
}

Result<json::Document> body_of(const OperationRequest& request)
{
    if (request.body == nullptr || request.body->root()["resourceType"].text() != type)
        return Error{Kind::invalid, "the resource is not of the type in the address", "resourceType"};
    json::Document copy;
    copy.set_root(copy.copy(request.body->root()));
    return copy;
}

Result<void> refuse_status(std::string_view status, Deed deed)
{
    const bool asks = status == "requested";
    const bool goes_on = deed == Deed::update && (status == "active" || status == "off");
    if (asks || goes_on)
        return {};
    return Error{
        Kind::unprocessable, "a subscriber asks with the status requested, and ends with off", "Subscription.status"};
}

// At least one of the types asked for must be open to the caller at all.
Result<void> refuse_types(const subscription::Wish& wish, const access::Caller& caller)
{
    for (const auto& trigger : wish.topic->triggers) {
        const bool is_asked = wish.filters.empty()
            || std::ranges::any_of(wish.filters, [&](const auto& filter) { return filter.type == trigger.type; });
        if (is_asked && access::may_search_at_all(caller, trigger.type))
            return {};
    }
    return Error{Kind::forbidden, "you may not search what this subscription tells of"};
}

// Whoever leaves is not told for long: a person's subscription ends by itself.
Result<void> bound_end(const access::Caller& caller, json::Document& resource, subscription::Wish& wish, Instant now)
{
    if (wish.end && *wish.end <= now)
        return Error{Kind::unprocessable, "the end is in the past", "Subscription.end"};
    if (caller.kind != CallerKind::personnel)
        return {};
    const auto last = now + limits::subscription_of_personnel_max;
    if (wish.end && *wish.end > last)
        return Error{Kind::unprocessable, "a subscription of a person ends within 24 hours", "Subscription.end"};
    if (!wish.end) {
        wish.end = last;
        resource.set(resource.root(), "end", to_text(last));
    }
    return {};
}

// What was asked for, judged whole; the resource is then as it is kept: without its secrets.
Result<subscription::Wish> judge(
    const NotifyDesk& desk, const access::Caller& caller, json::Document& resource, Deed deed)
{
    TRY(interaction::refuse_if_wrong(desk.hall, resource.root()));
    auto wish = TRY(subscription::read_wish(resource.root(), desk.topics, desk.hall));
    TRY(refuse_status(wish.status, deed));
    if (wish.channel == subscription::Channel::rest_hook)
        TRY(refuse_endpoint(wish.endpoint, desk.reach));
    TRY(refuse_types(wish, caller));
    if (wish.status != "off")
        TRY(bound_end(caller, resource, wish, desk.hall.clock.now()));
    resource.remove(resource.root()["channel"], "header");
    resource.remove(resource.root()["channel"], "_header");
    resource.remove(resource.root(), "error");
    resource.set(resource.root(), "status", wish.status == "off" ? "off" : "requested");
    return wish;
}

Result<void> refuse_too_many(access::Writing& writing, const access::Caller& caller)
{
    std::size_t own = 0;
    for (const auto& id : ids_in(TRY(writing.fact(list_of_subscriptions))))
        if (is_same_subscriber(TRY(caller_of(TRY(kept(writing, id, "owner")))), caller))
            ++own;
    if (own >= limits::subscriptions_of_caller_max)
        return Error{Kind::unprocessable, "you have as many subscriptions as one may have"};
    return {};
}

OperationAnswer answer_with(const NotifyDesk& desk, const access::Version& version, int status)
{
    OperationAnswer answer{status, version.body};
    answer.headers.emplace_back("ETag", fmt::format("W/\"{}\"", version.number));
    if (status == 201)
        answer.headers.emplace_back(
            "Location", fmt::format("{}/Subscription/{}/_history/{}", desk.hall.base, version.key.id, version.number));
    return answer;
}

Result<OperationAnswer> create(const NotifyDesk& desk, Couriers& couriers, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_subscriber(caller, Deed::create));
    auto resource = TRY(body_of(request));
    const auto wish = TRY(judge(desk, caller, resource, Deed::create));
    const auto id = interaction::new_id(desk.hall);
    const auto draft
        = TRY(interaction::prepare_new({interaction::search_in(request.session), desk.hall}, std::move(resource), id));
    auto session = service_for(desk, caller);
    access::Version version;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        TRY(refuse_too_many(writing, caller));
        Progress progress;
        progress.looked_at = TRY(newest_in_journal(writing));
        progress.last_told = static_cast<std::uint64_t>(writing.now().time_since_epoch().count());
        TRY(keep(writing, id, "owner", text_of(caller)));
        TRY(keep(writing, id, "headers", sealed_headers(wish.headers, *desk.hall.seal, id)));
        TRY(keep(writing, id, "progress", text_of(progress)));
        TRY(add_to_list(writing, id));
        version = TRY(writing.put(draft));
        return {};
    }));
    couriers.take_up(id);
    return answer_with(desk, version, 201);
}

Result<OperationAnswer> read(const NotifyDesk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_subscriber(request.session.caller(), Deed::read));
    const auto reader = TRY(desk.store.reader());
    TRY(load_own(desk, *reader, request.session.caller(), request.address.id));
    const auto version = TRY(reader->read(request.address.key()));
    return answer_with(desk, *version, 200);
}

// Secrets that were not sent again go on, but only to where they went.
Result<void> keep_headers(
    access::Writing& writing, const NotifyDesk& desk, const Held& held, const subscription::Wish& wish, bool are_sent)
{
    if (!are_sent && wish.endpoint == held.wish.endpoint)
        return {};
    return keep(writing, held.id, "headers", sealed_headers(wish.headers, *desk.hall.seal, held.id));
}

Result<OperationAnswer> update(const NotifyDesk& desk, Couriers& couriers, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_subscriber(caller, Deed::update));
    const auto reader = TRY(desk.store.reader());
    const auto held = TRY(load_own(desk, *reader, caller, request.address.id));
    auto resource = TRY(body_of(request));
    if (resource.root()["id"].text() != held.id)
        return Error{Kind::invalid, "the resource's id is not the one in the address", "Subscription.id"};
    const bool are_sent = resource.root()["channel"]["header"].exists();
    const auto wish = TRY(judge(desk, caller, resource, Deed::update));
    if (wish.topic != held.wish.topic)
        return Error{Kind::unprocessable, "the topic of a subscription stays: make another", "Subscription.criteria"};
    auto session = service_for(desk, caller);
    const auto body = std::make_shared<const json::Document>(std::move(resource));
    access::Version version;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        auto progress = TRY(progress_of(TRY(kept(writing, held.id, "progress"))));
        progress.failures = 0;
        progress.next_try = 0;
        TRY(keep(writing, held.id, "progress", text_of(progress)));
        TRY(keep(writing, held.id, "owner", text_of(caller)));
        TRY(keep_headers(writing, desk, held, wish, are_sent));
        json::Document copy;
        copy.set_root(copy.copy(body->root()));
        version = TRY(interaction::put_changed(writing, desk.hall, request.address.key(), std::move(copy)));
        return {};
    }));
    couriers.take_up(held.id);
    return answer_with(desk, version, 200);
}

Result<OperationAnswer> remove(const NotifyDesk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_subscriber(caller, Deed::remove));
    const auto reader = TRY(desk.store.reader());
    const auto held = TRY(load_own(desk, *reader, caller, request.address.id));
    auto session = service_for(desk, caller);
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        TRY(interaction::put_removal(writing, request.address.key()));
        return forget(writing, held.id);
    }));
    return OperationAnswer{204, ""};
}

Result<OperationAnswer> search(const NotifyDesk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_subscriber(caller, Deed::search));
    const auto reader = TRY(desk.store.reader());
    std::string ids;
    for (const auto& id : TRY(own_ids(*reader, caller)))
        ids += (ids.empty() ? "" : ",") + id;
    auto parameters = request.parameters;
    parameters.emplace_back("_id", ids.empty() ? "-" : ids);  // No id is a mere dash here, so it finds nothing.
    auto session = service_for(desk, caller);
    return OperationAnswer{200,
        TRY(interaction::search_type(session, desk.hall,
            {std::string(type), std::move(parameters), fhir::search::Handling::strict, request.base}))};
}

}  // namespace

Result<void> refuse_unless_subscriber(const access::Caller& caller, Deed deed)
{
    if (caller.kind == CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    const bool may = caller.kind == CallerKind::machine || caller.kind == CallerKind::personnel
        || caller.kind == CallerKind::system;
    if (!may || (caller.kind != CallerKind::system && !access::is_within_scopes(caller, deed, type)))
        return Error{Kind::forbidden, "you may not do this"};
    return {};
}

Result<Held> load_own(
    const NotifyDesk& desk, store::Reader& reader, const access::Caller& caller, const std::string& id)
{
    const auto owner = TRY(kept(reader, id, "owner"));
    const Error none{Kind::not_found, "no such resource"};
    if (owner.empty())
        return none;
    if (!is_same_subscriber(TRY(caller_of(owner)), caller))
        return none;
    return load(desk, reader, id);
}

Result<std::vector<std::string>> own_ids(store::Reader& reader, const access::Caller& caller)
{
    std::vector<std::string> own;
    for (auto& id : ids_in(TRY(reader.fact(list_of_subscriptions))))
        if (is_same_subscriber(TRY(caller_of(TRY(kept(reader, id, "owner")))), caller))
            own.push_back(std::move(id));
    return own;
}

void add_acts_of_subscribers(const NotifyDesk& desk, Couriers& couriers, interaction::Operations& operations)
{
    const auto add = [&](std::string name, Level level, auto carry_out) {
        operations.add({std::move(name), level, std::string(type), true, "", std::move(carry_out)});
    };
    add("create", Level::type, [&](const OperationRequest& request) { return create(desk, couriers, request); });
    add("search", Level::type, [&](const OperationRequest& request) { return search(desk, request); });
    add("read", Level::instance, [&](const OperationRequest& request) { return read(desk, request); });
    add("update", Level::instance, [&](const OperationRequest& request) { return update(desk, couriers, request); });
    add("delete", Level::instance, [&](const OperationRequest& request) { return remove(desk, request); });
}

}  // namespace helselos::app
