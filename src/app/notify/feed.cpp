#include "app/notify/feed.h"

#include "app/notify/asked.h"
#include "base/limits/subscription.h"
#include "base/text.h"
#include "json/draft.h"

#include <algorithm>
#include <thread>

namespace helselos::app {

namespace {

using access::CallerKind;
using interaction::OperationAnswer;
using interaction::OperationRequest;
using subscription::Payload;

struct Asked {
    std::uint64_t after = 0;
    std::size_t count = limits::feed_count;
    std::chrono::seconds wait{0};
    std::vector<std::string> types;
    bool is_full = false;
};

Result<Asked> read_asked(const OperationRequest& request, std::uint64_t newest)
{
    TRY(refuse_unknown(request, {"after", "_count", "wait", "_type", "content"}));
    Asked asked;
    asked.after = TRY(asked_number(request, "after")).value_or(newest);
    asked.count = std::clamp<std::size_t>(
        TRY(asked_number(request, "_count")).value_or(limits::feed_count), 1, limits::feed_count_max);
    const auto wait = TRY(asked_number(request, "wait")).value_or(0);
    asked.wait = std::min(limits::feed_wait_max, std::chrono::seconds(std::min<std::uint64_t>(wait, 3'600)));
    asked.types = asked_texts(request, "_type");
    const auto content = asked_text(request, "content");
    const auto payload = subscription::payload_named(content);
    if (!content.empty() && (!payload || *payload == Payload::empty))
        return Error{Kind::invalid, "content is id-only or full-resource"};
    asked.is_full = payload == Payload::full_resource;
    return asked;
}

Result<void> refuse_unless_system(const access::Caller& caller)
{
    if (caller.kind == CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    const bool may = caller.kind == CallerKind::machine || caller.kind == CallerKind::personnel
        || caller.kind == CallerKind::system;
    return may ? Result<void>() : Result<void>(Error{Kind::forbidden, "you may not do this"});
}

struct Entries {
    std::vector<JournalEntry> seen;
    std::uint64_t next = 0;  // Up to here all was looked at.
    bool has_more = false;
};

bool is_asked(const Asked& asked, const std::string& type)
{
    return asked.types.empty() || std::ranges::find(asked.types, type) != asked.types.end();
}

Result<Entries> entries_for(store::Reader& reader, access::Disclosure& disclosure, const Asked& asked)
{
    Entries entries;
    entries.next = asked.after;
    const auto newest = TRY(newest_in_journal(reader));
    while (entries.next < newest && entries.next - asked.after < limits::feed_entries_looked_at_max) {
        for (auto& entry : TRY(read_journal(reader, entries.next, limits::journal_read_max))) {
            if (entries.seen.size() == asked.count)
                break;
            entries.next = entry.number;
            if (is_asked(asked, entry.key.type) && TRY(disclosure.may_know(entry.key)))
                entries.seen.push_back(std::move(entry));
        }
        if (entries.seen.size() == asked.count)
            break;
    }
    entries.has_more = entries.next < newest;
    return entries;
}

std::string_view word_of(event::Happened happened)
{
    switch (happened) {
    case event::Happened::created: return "create";
    case event::Happened::updated: return "update";
    case event::Happened::deleted: return "delete";
    }
    return "update";
}

std::string part_text(const std::string& base, const JournalEntry& entry, const std::optional<store::Version>& version)
{
    const auto reference = base + "/" + entry.key.type + "/" + entry.key.id;
    auto text = json::to_text(json::object({{"name", "event"},
        {"part",
            json::array({
                json::object({{"name", "event-number"}, {"valueString", std::to_string(entry.number)}}),
                json::object({{"name", "timestamp"}, {"valueInstant", to_text(entry.at)}}),
                json::object({{"name", "interaction"}, {"valueCode", word_of(entry.happened)}}),
                json::object({{"name", "focus"}, {"valueReference", json::object({{"reference", reference}})}}),
            })}}));
    if (version)
        text.insert(text.size() - 2, ",{\"name\":\"resource\",\"resource\":" + version->body + "}");
    return text;
}

}  // namespace

void Feed::add_to(interaction::Operations& operations)
{
    operations.add({"$events-feed", interaction::Level::system, "", false,
        "https://helselos.no/fhir/OperationDefinition/events-feed",
        [this](const OperationRequest& request) { return answer(request); }});
}

std::unique_ptr<access::Disclosure> Feed::disclosure_of(store::Reader& reader, const access::Caller& caller) const
{
    return std::make_unique<access::Disclosure>(reader, m_desk.hall.extractor, caller, m_desk.hall.clock.now());
}

bool Feed::may_wait()
{
    if (m_is_stopping || m_waiting.fetch_add(1) >= limits::feed_waiting_max) {
        --m_waiting;
        return false;
    }
    std::this_thread::sleep_for(limits::feed_look_wait);
    --m_waiting;
    return true;
}

Result<OperationAnswer> Feed::answer(const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    TRY(refuse_unless_system(caller));
    auto reader = TRY(m_desk.store.reader());
    auto asked = TRY(read_asked(request, TRY(newest_in_journal(*reader))));
    auto disclosure = disclosure_of(*reader, caller);
    auto entries = TRY(entries_for(*reader, *disclosure, asked));
    for (auto looks = asked.wait / limits::feed_look_wait; looks > 0; --looks) {
        if (!entries.seen.empty() || entries.has_more || !may_wait())
            break;
        asked.after = entries.next;
        disclosure.reset();
        reader = TRY(m_desk.store.reader());
        disclosure = disclosure_of(*reader, caller);
        entries = TRY(entries_for(*reader, *disclosure, asked));
    }
    std::vector<store::Key> keys;
    for (const auto& entry : entries.seen)
        keys.push_back(entry.key);
    TRY(log_told(m_desk, *disclosure, keys, "$events-feed"));
    std::string parts;
    for (const auto& entry : entries.seen) {
        const auto version = asked.is_full ? TRY(disclosure->read(entry.key)) : std::optional<store::Version>();
        parts += "," + part_text(m_desk.hall.base, entry, version);
    }
    auto text = json::to_text(json::object({{"resourceType", "Parameters"},
        {"parameter",
            json::array({
                json::object({{"name", "next"}, {"valueString", std::to_string(entries.next)}}),
                json::object({{"name", "more"}, {"valueBoolean", entries.has_more}}),
            })}}));
    text.insert(text.size() - 2, parts);
    return OperationAnswer{200, std::move(text)};
}

}  // namespace helselos::app
