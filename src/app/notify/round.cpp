#include "app/notify/round.h"

#include "base/limits/subscription.h"
#include "interaction/put_for_service.h"
#include "json/write.h"

#include <algorithm>

namespace helselos::app {

namespace {

struct Moment {
    const NotifyDesk& desk;
    Held& held;
    Instant now;
};

std::uint64_t milliseconds(Instant instant)
{
    return static_cast<std::uint64_t>(instant.time_since_epoch().count());
}

Instant instant_of(std::uint64_t milliseconds)
{
    return Instant(std::chrono::milliseconds(milliseconds));
}

access::Session session_of(const NotifyDesk& desk)
{
    return desk.records.open({access::CallerKind::service, "subscription", "", {}, ""});
}

// Somebody changed or removed it since it was loaded: then the round is made anew by what is now.
Result<void> refuse_if_changed(access::Writing& writing, const Held& held)
{
    const auto now = TRY(writing.read({"Subscription", held.id}));
    if (!now || now->number != held.version || TRY(kept(writing, held.id, "progress")) != held.progress_text)
        return Error{Kind::conflict, "the subscription was changed"};
    return {};
}

// The progress, and what else belongs to the act; with a status and a word of what went wrong when it changes.
Result<void> keep_progress(const Moment& moment, const Progress& progress, std::string_view status = {},
    std::string_view error = {}, const access::Session::ActOfWriting& more = {})
{
    auto& held = moment.held;
    auto session = session_of(moment.desk);
    const auto text = text_of(progress);
    std::uint64_t version = held.version;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        TRY(refuse_if_changed(writing, held));
        if (more)
            TRY(more(writing));
        if (!status.empty()) {
            json::Document changed;
            changed.set_root(changed.copy(held.resource.root()));
            changed.set(changed.root(), "status", status);
            changed.remove(changed.root(), "error");
            if (!error.empty())
                changed.set(changed.root(), "error", error);
            version = TRY(
                interaction::put_changed(writing, moment.desk.hall, {"Subscription", held.id}, std::move(changed)))
                          .number;
        }
        return keep(writing, held.id, "progress", text);
    }));
    held.progress = progress;
    held.progress_text = text;
    held.version = version;
    if (!status.empty())
        held.wish.status = status;
    return {};
}

Result<bool> is_wanted(access::Disclosure& disclosure, const JournalEntry& entry, const Moment& moment)
{
    const auto questions
        = TRY(subscription::questions_of(moment.held.wish, moment.desk.hall, entry.key.type, entry.happened));
    // What is removed fulfils nothing any longer; whoever might know of it is told that it is gone.
    if (entry.happened == event::Happened::deleted)
        return !questions.empty() && TRY(disclosure.may_know(entry.key));
    for (const auto& question : questions)
        if (TRY(disclosure.may_find(entry.key, question)))
            return true;
    return false;
}

// Gives numbers to what happened; the number of entries that were looked at.
Result<std::size_t> number_news(const Moment& moment, store::Reader& reader, std::uint64_t& looked_at)
{
    auto& held = moment.held;
    looked_at = std::max(looked_at, held.progress.looked_at);
    const auto entries = TRY(read_journal(reader, looked_at, limits::journal_read_max));
    access::Disclosure disclosure(reader, moment.desk.hall.extractor, held.caller, moment.now);
    std::vector<JournalEntry> wanted;
    for (const auto& entry : entries)
        if (TRY(is_wanted(disclosure, entry, moment)))
            wanted.push_back(entry);
    if (!entries.empty())
        looked_at = entries.back().number;
    // Where nothing was wanted it is enough to know by and by how far was looked.
    if (wanted.empty() && looked_at - held.progress.looked_at < limits::journal_read_max)
        return entries.size();
    auto progress = held.progress;
    progress.looked_at = looked_at;
    progress.numbered += wanted.size();
    TRY(keep_progress(moment, progress, {}, {}, [&](access::Writing& writing) -> Result<void> {
        auto number = held.progress.numbered;
        for (auto& entry : wanted) {
            ++number;
            if (number > limits::subscription_events_kept)
                TRY(keep(writing, held.id, std::to_string(number - limits::subscription_events_kept), ""));
            TRY(keep(writing, held.id, std::to_string(number), line_of(entry)));
        }
        return {};
    }));
    return entries.size();
}

std::chrono::milliseconds wait_after(std::uint64_t failures, Random& random)
{
    auto wait = limits::delivery_wait_first;
    for (std::uint64_t i = 1; i < failures && wait < limits::delivery_wait_max; ++i)
        wait *= 2;
    wait = std::min(wait, limits::delivery_wait_max);
    return wait + std::chrono::milliseconds(below(random, static_cast<std::uint64_t>(wait.count()) / 4 + 1));
}

Result<void> keep_failure(const Moment& moment, const std::string& why)
{
    auto progress = moment.held.progress;
    ++progress.failures;
    progress.next_try = milliseconds(moment.now + wait_after(progress.failures, moment.desk.hall.random));
    const bool gives_up = progress.failures >= limits::delivery_tries_max;
    return keep_progress(moment, progress, gives_up ? "error" : "", gives_up ? why : "");
}

// Over a WebSocket somebody is there, or nobody is: then it waits, which is no failure.
bool can_be_told(const Moment& moment)
{
    return moment.held.wish.channel == subscription::Channel::rest_hook
        || moment.desk.sockets->is_bound(moment.held.id);
}

// Whether the receiver has it now; else that it has not is kept.
Result<bool> send(const Moment& moment, const std::string& body)
{
    auto& held = moment.held;
    if (held.wish.channel == subscription::Channel::web_socket)
        return moment.desk.sockets->say(held.id, body, held.wish.timeout);
    auto reader = TRY(moment.desk.store.reader());
    const auto headers = TRY(opened_headers(TRY(kept(*reader, held.id, "headers")), *moment.desk.hall.seal, held.id));
    reader.reset();
    const auto status = post({held.wish.endpoint, body, headers, held.wish.timeout}, moment.desk.reach);
    if (status && *status >= 200 && *status < 300)
        return true;
    TRY(keep_failure(moment, status ? "the receiver answered " + std::to_string(*status) : status.error().reason));
    return false;
}

std::string text_without_events(const Moment& moment, std::string_view type)
{
    return subscription::notification(
        status_of(moment.desk, moment.held, type), {}, moment.held.wish.payload, moment.desk.hall.random, moment.now);
}

Progress told_now(const Moment& moment)
{
    auto progress = moment.held.progress;
    progress.failures = 0;
    progress.next_try = 0;
    progress.last_told = milliseconds(moment.now);
    return progress;
}

Result<bool> shake_hands(const Moment& moment)
{
    if (!can_be_told(moment))
        return false;
    moment.desk.sockets->take_newcomers(moment.held.id);
    if (!TRY(send(moment, text_without_events(moment, "handshake"))))
        return false;
    TRY(keep_progress(moment, told_now(moment), "active"));
    return true;
}

// Whoever was bound since: they learn how far the events are, and that they are told from now on.
Result<void> greet_newcomers(const Moment& moment)
{
    if (moment.desk.sockets->take_newcomers(moment.held.id)
        && TRY(send(moment, text_without_events(moment, "handshake"))))
        TRY(keep_progress(moment, told_now(moment)));
    return {};
}

// The next notification; false when there was nothing, or it was not taken.
Result<bool> deliver(const Moment& moment)
{
    auto& held = moment.held;
    const auto& progress = held.progress;
    const bool is_done = progress.delivered >= progress.numbered;
    if (is_done || held.progress.next_try > milliseconds(moment.now) || !can_be_told(moment))
        return false;
    const auto until = std::min<std::uint64_t>(progress.numbered, progress.delivered + held.wish.events_max);
    const auto reader = TRY(moment.desk.store.reader());
    access::Disclosure disclosure(*reader, moment.desk.hall.extractor, held.caller, moment.now);
    const auto events = TRY(told_events(held, *reader, disclosure, progress.delivered, until, held.wish.payload));
    TRY(log_told(moment.desk, disclosure, keys_of(events, held.wish.payload), "Subscription/" + held.id));
    const auto body = subscription::notification(status_of(moment.desk, held, "event-notification"), events,
        held.wish.payload, moment.desk.hall.random, moment.now);
    if (!TRY(send(moment, body)))
        return false;
    auto after = told_now(moment);
    after.delivered = until;
    TRY(keep_progress(moment, after));
    return true;
}

// When the next heartbeat is due; it is sent when that is now.
Result<std::optional<Instant>> beat(const Moment& moment)
{
    const auto& held = moment.held;
    if (!held.wish.heartbeat || held.progress.next_try > milliseconds(moment.now) || !can_be_told(moment))
        return std::optional<Instant>();
    if (instant_of(held.progress.last_told) + *held.wish.heartbeat <= moment.now) {
        if (!TRY(send(moment, text_without_events(moment, "heartbeat"))))
            return std::optional<Instant>(moment.now + *held.wish.heartbeat);
        TRY(keep_progress(moment, told_now(moment)));
    }
    return std::optional<Instant>(instant_of(held.progress.last_told) + *held.wish.heartbeat);
}

std::optional<Instant> earliest_of(std::initializer_list<std::optional<Instant>> instants)
{
    std::optional<Instant> earliest;
    for (const auto& each : instants)
        if (each && (!earliest || *each < *earliest))
            earliest = each;
    return earliest;
}

Result<Round> round_of(const Moment& moment, store::Reader& reader, std::uint64_t looked_at)
{
    auto& held = moment.held;
    Round round;
    if (held.wish.end && *held.wish.end <= moment.now) {
        TRY(keep_progress(moment, held.progress, "off"));
        moment.desk.sockets->drop(held.id);
        return round;
    }
    round.looked_at = looked_at;
    const bool waits = held.progress.next_try > milliseconds(moment.now);
    if (held.wish.status == "requested" && !waits && TRY(shake_hands(moment)))
        round.again = moment.now;
    bool has_more = false;
    if (held.wish.status == "active") {
        TRY(greet_newcomers(moment));
        const auto count = TRY(number_news(moment, reader, round.looked_at));
        has_more = TRY(deliver(moment)) || count == limits::journal_read_max;
        const auto next_beat = TRY(beat(moment));
        round.again = earliest_of({round.again, next_beat});
    }
    const auto next_try = held.progress.next_try;
    round.again = earliest_of({round.again, has_more ? std::optional(moment.now) : std::nullopt,
        next_try > 0 && held.wish.status != "error" ? std::optional(instant_of(next_try)) : std::nullopt,
        held.wish.end});
    return round;
}

}  // namespace

Result<Round> make_round(const NotifyDesk& desk, const std::string& id, std::uint64_t looked_at)
{
    const auto reader = TRY(desk.store.reader());
    auto loaded = load(desk, *reader, id);
    Round round;
    if (!loaded && loaded.error().kind == Kind::not_found) {
        desk.sockets->drop(id);
        round.is_over = true;
        return round;
    }
    auto held = TRY(std::move(loaded));
    if (held.wish.status != "requested" && held.wish.status != "active") {
        desk.sockets->drop(id);
        return round;
    }
    const Moment moment{desk, held, desk.hall.clock.now()};
    auto made = round_of(moment, *reader, looked_at);
    if (made || made.error().kind != Kind::gone)
        return made;
    // Events it waits for are no longer kept: whoever takes it up again must know that some are missing.
    TRY(keep_progress(moment, held.progress, "error", "too far behind: events are missing"));
    return round;
}

}  // namespace helselos::app
