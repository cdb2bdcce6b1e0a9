#include "app/notify/journal.h"

#include "base/limits/subscription.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::app {

namespace {

constexpr std::string_view count_name = "journal/count";
constexpr std::string_view letters = "CUD";  // As event::Happened counts.
constexpr std::size_t fields = 6;

std::uint64_t page_of(std::uint64_t number)
{
    return (number - 1) / limits::journal_page_entries;
}

std::string name_of_page(std::uint64_t page)
{
    return "journal/" + std::to_string(page);
}

Result<std::uint64_t> count_in(const std::string& text)
{
    if (text.empty())
        return std::uint64_t{0};
    const auto count = to_unsigned(text);
    if (!count)
        return Error{Kind::fault, "the journal is damaged"};
    return *count;
}

// Pages that nobody can ask for any longer.
Result<void> drop_old(access::Writing& writing, std::uint64_t page)
{
    constexpr auto kept = limits::journal_entries_kept / limits::journal_page_entries;
    return page <= kept ? Result<void>() : writing.keep_fact(name_of_page(page - kept - 1), "");
}

}  // namespace

std::string line_of(const JournalEntry& entry)
{
    return fmt::format("{} {} {} {} {} {}", entry.number, letters[static_cast<std::size_t>(entry.happened)],
        entry.key.type, entry.key.id, entry.version, entry.at.time_since_epoch().count());
}

Result<JournalEntry> entry_of_line(std::string_view line)
{
    const Error damaged{Kind::fault, "the journal is damaged"};
    const auto parts = split(line, ' ');
    if (parts.size() != fields || parts[1].size() != 1)
        return damaged;
    const auto number = to_unsigned(parts[0]);
    const auto happened = letters.find(parts[1]);
    const auto version = to_unsigned(parts[4]);
    const auto at = to_unsigned(parts[5]);
    if (!number || !version || !at || happened == std::string_view::npos)
        return damaged;
    return JournalEntry{*number, static_cast<event::Happened>(happened), {std::string(parts[2]), std::string(parts[3])},
        *version, Instant(std::chrono::milliseconds(*at))};
}

Result<void> keep_in_journal(access::Writing& writing, std::span<const event::Event> events)
{
    auto count = TRY(count_in(TRY(writing.fact(count_name))));
    const auto before = count;
    std::string page;
    if (count % limits::journal_page_entries != 0)
        page = TRY(writing.fact(name_of_page(page_of(count))));
    for (const auto& event : events) {
        if (event.type == "Subscription")
            continue;
        ++count;
        page += line_of({count, event.happened, {event.type, event.id}, event.version, event.at}) + "\n";
        if (count % limits::journal_page_entries != 0)
            continue;
        TRY(writing.keep_fact(name_of_page(page_of(count)), page));
        TRY(drop_old(writing, page_of(count)));
        page.clear();
    }
    if (count == before)
        return {};
    if (!page.empty())
        TRY(writing.keep_fact(name_of_page(page_of(count)), page));
    return writing.keep_fact(count_name, std::to_string(count));
}

Result<std::uint64_t> newest_in_journal(store::Reader& reader)
{
    return count_in(TRY(reader.fact(count_name)));
}

Result<std::uint64_t> newest_in_journal(access::Writing& writing)
{
    return count_in(TRY(writing.fact(count_name)));
}

std::uint64_t oldest_in_journal(std::uint64_t newest)
{
    return newest <= limits::journal_entries_kept ? 1 : newest - limits::journal_entries_kept + 1;
}

Result<std::vector<JournalEntry>> read_journal(store::Reader& reader, std::uint64_t after, std::size_t count)
{
    const auto newest = TRY(newest_in_journal(reader));
    if (after + 1 < oldest_in_journal(newest))
        return Error{Kind::gone, "what happened then is no longer kept"};
    std::vector<JournalEntry> entries;
    for (auto next = after + 1; next <= newest && entries.size() < count;) {
        const auto page = TRY(reader.fact(name_of_page(page_of(next))));
        for (const auto line : split(page, '\n')) {
            if (line.empty())
                continue;
            auto entry = TRY(entry_of_line(line));
            if (entry.number == next && entries.size() < count) {
                entries.push_back(std::move(entry));
                ++next;
            }
        }
        if (entries.empty() || entries.back().number + 1 != next || next == after + 1)
            return Error{Kind::fault, "the journal is damaged"};
    }
    return entries;
}

}  // namespace helselos::app
