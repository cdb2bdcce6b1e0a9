#include "app/notify/desk.h"

#include "json/read.h"

namespace helselos::app {

Result<Held> load(const NotifyDesk& desk, store::Reader& reader, const std::string& id)
{
    const auto version = TRY(reader.read({"Subscription", id}));
    Held held;
    held.id = id;
    held.progress_text = TRY(kept(reader, id, "progress"));
    if (!version || version->act == store::Act::remove || held.progress_text.empty())
        return Error{Kind::not_found, "no such resource"};
    held.version = version->number;
    held.resource = TRY(json::read(version->body));
    held.wish = TRY(subscription::read_wish(held.resource.root(), desk.topics, desk.hall));
    held.caller = TRY(caller_of(TRY(kept(reader, id, "owner"))));
    held.progress = TRY(progress_of(held.progress_text));
    return held;
}

subscription::Status status_of(const NotifyDesk& desk, const Held& held, std::string_view type)
{
    return {desk.hall.base, held.id, held.wish.topic->url, held.wish.status, type, held.progress.numbered,
        std::string(held.resource.root()["error"].text())};
}

namespace {

Result<subscription::Told> told_event(
    const JournalEntry& entry, access::Disclosure& disclosure, subscription::Payload payload)
{
    subscription::Told told{entry.number, entry.at, entry.happened, {}, {}};
    if (payload == subscription::Payload::empty || !TRY(disclosure.may_know(entry.key)))
        return told;
    told.focus = entry.key;
    if (payload == subscription::Payload::full_resource && entry.happened != event::Happened::deleted)
        told.version = TRY(disclosure.read(entry.key));
    return told;
}

}  // namespace

Result<std::vector<subscription::Told>> told_events(const Held& held, store::Reader& reader,
    access::Disclosure& disclosure, std::uint64_t after, std::uint64_t until, subscription::Payload payload)
{
    std::vector<subscription::Told> events;
    for (auto number = after + 1; number <= until; ++number) {
        const auto line = TRY(kept(reader, held.id, std::to_string(number)));
        if (line.empty())
            return Error{Kind::gone, "events of so long ago are no longer kept"};
        auto entry = TRY(entry_of_line(line));
        entry.number = number;
        events.push_back(TRY(told_event(entry, disclosure, payload)));
    }
    return events;
}

Result<void> log_told(const NotifyDesk& desk, access::Disclosure& disclosure, const std::vector<store::Key>& keys,
    const std::string& reason)
{
    std::vector<store::AuditRow> rows;
    for (const auto& key : keys)
        for (auto& row : TRY(disclosure.rows_of(key, "notification"))) {
            row.reason = reason;
            rows.push_back(std::move(row));
        }
    if (rows.empty())
        return {};
    return desk.store.write([&rows](store::Transaction& transaction) -> Result<void> {
        for (const auto& row : rows)
            TRY(transaction.audit(row));
        return {};
    });
}

std::vector<store::Key> keys_of(const std::vector<subscription::Told>& events, subscription::Payload payload)
{
    std::vector<store::Key> keys;
    for (const auto& event : events)
        if (payload != subscription::Payload::empty && event.focus)
            keys.push_back(*event.focus);
    return keys;
}

}  // namespace helselos::app
