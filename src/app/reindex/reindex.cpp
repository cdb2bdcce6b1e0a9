#include "app/reindex/reindex.h"

#include "app/reindex/stored_page.h"
#include "app/reindex/told.h"
#include "base/limits.h"
#include "base/log.h"
#include "json/read.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include <fmt/format.h>
#include <pthread.h>
#include <sys/resource.h>

namespace helselos::app {

namespace {

using fhir::search::Parameters;

constexpr std::string_view fact_name = "search-parameters";
constexpr std::string_view rows_fact_name = "search-rows";
constexpr const char* resource_type = "SearchParameter";

// Beside others who want the processor, it gets what they leave.
constexpr int niceness = 10;
// Beside a busy writer it rests so many times as long as it worked.
constexpr int rests_beside_writer = 4;

// Then it looks by itself: what woke it may not have been durable yet.
constexpr std::chrono::milliseconds idle_time{500};

Result<AddedEntries> entries_of(store::Reader& reader)
{
    return entries_from_text(TRY(reader.fact(fact_name)));
}

Result<RowsStanding> rows_of(store::Reader& reader)
{
    return rows_standing_from_text(TRY(reader.fact(rows_fact_name)));
}

// The one to be gone through next.
const AddedEntry* next_of(const AddedEntries& entries)
{
    const auto waiting = std::ranges::find(entries, false, &AddedEntry::is_done);
    return waiting == entries.end() ? nullptr : &*waiting;
}

bool is_the_same(const AddedEntry& left, const AddedEntry& right)
{
    return left.source == right.source && left.edition == right.edition && left.fate == right.fate
        && static_cast<const Passage&>(left) == static_cast<const Passage&>(right);
}

Result<HasData> has_data(store::Reader& reader)
{
    store::HistoryQuery newest;
    newest.count = 1;
    return TRY(reader.history(newest, everything)).versions.empty() ? HasData::no : HasData::yes;
}

Parameters::Shared with_rows_of(const Parameters::Shared& parameters, int edition)
{
    return parameters->edition_of_rows() == edition ? parameters : parameters->with_rows_of(edition);
}

}  // namespace

struct Reindex::Page {
    // What it is a page of: a parameter, or all rows of an earlier program.
    std::optional<AddedEntry> entry;
    RowsStanding standing;

    fhir::search::Parameters::Shared parameters;  // What the rows were read by.
    StoredPage stored;
};

Reindex::Reindex(store::Store& store, fhir::search::Extractor& extractor, Settings settings)
    : m_store(store), m_extractor(extractor), m_settings(std::move(settings))
{}

Reindex::~Reindex()
{
    stop();
}

Result<void> Reindex::use(const fhir::search::Parameters::Shared& parameters)
{
    if (parameters == m_extractor.parameters())
        return {};
    if (m_settings.on_change)
        TRY(m_settings.on_change(parameters));
    return m_extractor.change_to(parameters);
}

void Reindex::note(const AddedEntries& entries, const RowsStanding& rows)
{
    Figures figures;
    const auto add = [&](const Passage& passage) {
        figures.resources_done += passage.is_done ? 0 : passage.resources_done;
        figures.resources_total += passage.is_done ? 0 : passage.resources_total;
    };
    add(rows);
    std::ranges::for_each(entries, add);
    figures.parameters_waiting = static_cast<std::uint64_t>(std::ranges::count(entries, false, &AddedEntry::is_done));
    m_waiting = figures.parameters_waiting;
    m_done = figures.resources_done;
    m_total = figures.resources_total;
    {
        const std::lock_guard lock(m_mutex);
        m_has_news = true;
    }
    m_woken.notify_one();
}

Result<void> Reindex::load(std::span<const json::Document> of_packages)
{
    return m_store.write([&](store::Transaction& transaction) -> Result<void> {
        const auto kept = TRY(transaction.fact(fact_name));
        const auto rows_kept = TRY(transaction.fact(rows_fact_name));
        const auto rows = TRY(standing_of_rows(rows_kept, TRY(has_data(transaction))));
        if (auto text = to_text(rows); text != rows_kept)
            TRY(transaction.keep_fact(rows_fact_name, text));
        tell_of_start(rows);
        Standing standing{TRY(entries_from_text(kept)), with_rows_of(m_extractor.parameters(), rows.edition)};
        std::vector<std::string> unseen;
        std::ranges::transform(standing.entries, std::back_inserter(unseen), &AddedEntry::source);
        const auto see = [&](const std::string& source, json::Value resource) {
            take_up(standing, source, resource);
            std::erase(unseen, source);
        };
        auto query = all_of_type(resource_type);
        do {
            const auto found = TRY(transaction.search(query, everything));
            for (const auto& version : found.matches)
                see(fmt::format("{}/{}", resource_type, version.key.id), TRY(json::read(version.body)).root());
            query.cursor = found.next;
        } while (!query.cursor.empty());
        for (const auto& document : of_packages)
            see(fmt::format("package {}", document.root()["url"].text()), document.root());
        for (const auto& source : unseen)
            take_up(standing, source, {});
        if (auto text = to_text(standing.entries); text != kept && !(kept.empty() && standing.entries.empty()))
            TRY(transaction.keep_fact(fact_name, text));
        note(standing.entries, rows);
        return use(standing.parameters);
    });
}

Result<void> Reindex::take_up_stored(access::Writing& writing, const store::Key& key)
{
    Standing standing{TRY(entries_from_text(TRY(writing.fact(fact_name)))), m_extractor.parameters()};
    const auto version = TRY(writing.read(key));
    json::Document document;
    if (version && version->act != store::Act::remove)
        document = TRY(json::read(version->body));
    take_up(standing, fmt::format("{}/{}", key.type, key.id), document.root());
    TRY(writing.keep_fact(fact_name, to_text(standing.entries)));
    note(standing.entries, TRY(rows_standing_from_text(TRY(writing.fact(rows_fact_name)))));
    return use(standing.parameters);
}

Result<AddedEntries> Reindex::entries() const
{
    const auto reader = TRY(m_store.reader());
    auto entries = TRY(entries_of(*reader));
    const auto parameters = m_extractor.parameters();
    for (auto& entry : entries) {
        const auto* found = parameters->by_url(entry.url);
        if (entry.fate == AddedEntry::Fate::in_force)
            entry.is_done = entry.is_done && found != nullptr && parameters->is_ready(*found);
    }
    return entries;
}

Result<RowsStanding> Reindex::rows() const
{
    const auto reader = TRY(m_store.reader());
    auto rows = TRY(rows_of(*reader));
    if (const auto in_force = m_extractor.parameters()->edition_of_rows(); in_force < rows.edition) {
        rows.edition = in_force;
        rows.is_done = false;
    }
    return rows;
}

Result<RowsStanding> Reindex::ask()
{
    RowsStanding rows;
    TRY(m_store.write([&](store::Transaction& transaction) -> Result<void> {
        rows = TRY(rows_of(transaction));
        if (!ask_anew(rows))
            return {};
        TRY(transaction.keep_fact(rows_fact_name, to_text(rows)));
        note(TRY(entries_of(transaction)), rows);
        return {};
    }));
    tell_of_start(rows);
    return rows;
}

Result<bool> Reindex::step()
{
    if (m_has_ended) {
        TRY(m_store.write([&](store::Transaction& transaction) { return settle_parameters(transaction); }));
        m_has_ended = false;
        return true;
    }
    const auto page = TRY(next_page());
    if (!page.parameters)
        return false;
    m_has_ended = page.stored.after.is_at_end();
    TRY(m_store.write([&](store::Transaction& transaction) { return write_page(transaction, page); }));
    return true;
}

// Without parameters when there is nothing to do.
Result<Reindex::Page> Reindex::next_page() const
{
    const auto reader = TRY(m_store.reader());
    Page page;
    page.standing = TRY(rows_of(*reader));
    const auto parameters = m_extractor.parameters();
    Passage passage = page.standing;
    if (page.standing.state() != "indexing") {
        const auto entries = TRY(entries_of(*reader));
        const auto* next = next_of(entries);
        if (next == nullptr)
            return page;
        page.entry = *next;
        passage = *next;
    } else if (passage.is_at_start()) {
        passage.types = TRY(types_stored(*reader, parameters->definitions()));
    }
    page.parameters = parameters;
    const auto memberships = page.entry ? WithMemberships::no : WithMemberships::yes;
    page.stored = TRY(read_page({*reader, m_extractor, m_settings.base, memberships}, std::move(passage)));
    return page;
}

// When the parameters have changed in the meantime the page is read again by those now in force.
Result<void> Reindex::write_page(store::Transaction& transaction, const Page& page)
{
    if (m_extractor.parameters() != page.parameters)
        return {};
    return page.entry ? note_of_entry(transaction, page) : note_of_rows(transaction, page);
}

Result<void> Reindex::note_of_rows(store::Transaction& transaction, const Page& page)
{
    auto rows = TRY(rows_of(transaction));
    if (rows != page.standing)
        return {};
    TRY(replace_rows(transaction, page.stored));
    static_cast<Passage&>(rows) = page.stored.after;
    rows.memberships_failed += page.stored.memberships_failed;
    if (rows.first_failed.empty())
        rows.first_failed = page.stored.first_failed;
    if (rows.is_at_end())
        finish(rows);
    tell_of_progress(page.standing, rows);
    note(TRY(entries_of(transaction)), rows);
    return transaction.keep_fact(rows_fact_name, to_text(rows));
}

Result<void> Reindex::note_of_entry(store::Transaction& transaction, const Page& page)
{
    Standing standing{TRY(entries_of(transaction)), m_extractor.parameters()};
    const auto entry = std::ranges::find_if(
        standing.entries, [&](const AddedEntry& each) { return is_the_same(each, *page.entry); });
    if (entry == standing.entries.end())
        return {};
    TRY(replace_rows(transaction, page.stored));
    if (entry->is_at_start())
        tell_of_start(*entry, page.stored.after.resources_total);
    static_cast<Passage&>(*entry) = page.stored.after;
    if (page.stored.after.is_at_end()) {
        const auto ended = *entry;
        finish(standing, ended.source);
        tell_of_end(ended, standing.entries);
    }
    note(standing.entries, TRY(rows_of(transaction)));
    return transaction.keep_fact(fact_name, to_text(standing.entries));
}

// After what it rests on is durable.
Result<void> Reindex::settle_parameters(store::Transaction& transaction)
{
    Standing standing{TRY(entries_of(transaction)), m_extractor.parameters()};
    settle(standing);
    return use(with_rows_of(standing.parameters, TRY(rows_of(transaction)).edition));
}

void Reindex::start()
{
    m_thread = std::thread([this] { run(); });
}

void Reindex::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_is_stopping = true;
    }
    m_woken.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Reindex::run()
{
    ::pthread_setname_np(::pthread_self(), "reindex");
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, niceness));
    bool has_more = true;
    bool has_failed = false;
    auto rest = std::chrono::steady_clock::duration::zero();
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (has_failed || has_more)
                m_woken.wait_for(lock, has_failed ? limits::event_retry_wait : rest, [this] { return m_is_stopping; });
            else
                m_woken.wait_for(lock, idle_time, [this] { return m_has_news || m_is_stopping; });
            if (m_is_stopping)
                return;
            m_has_news = false;
        }
        const auto begun = std::chrono::steady_clock::now();
        const auto outcome = step();
        const auto worked = std::chrono::steady_clock::now() - begun;
        rest = m_store.figures().waiting > 0 ? worked * rests_beside_writer
                                             : std::chrono::steady_clock::duration::zero();
        if (!outcome && !has_failed)
            log::write(log::Level::error, "reading anew does not come on", {{"why", outcome.error().reason}});
        has_failed = !outcome;
        has_more = has_failed || *outcome;
    }
}

}  // namespace helselos::app
