#include "app/reindex/reindex.h"

#include "base/limits.h"
#include "base/log.h"
#include "interaction/own_base.h"
#include "json/read.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <pthread.h>
#include <sys/resource.h>

namespace helselos::app {

namespace {

constexpr std::string_view fact_name = "search-parameters";
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

fhir::search::Query all_of_type(const std::string& type)
{
    fhir::search::Query query;
    query.types = {type};
    query.count = limits::reindex_page_max;
    return query;
}

const store::Scope everything{.everything = true, .owners = {}, .open_types = {}};

// The one to be gone through next.
const AddedEntry* next_of(const AddedEntries& entries)
{
    const auto waiting = std::ranges::find(entries, false, &AddedEntry::is_done);
    return waiting == entries.end() ? nullptr : &*waiting;
}

bool is_at_same_place(const AddedEntry& left, const AddedEntry& right)
{
    return left.source == right.source && left.edition == right.edition && left.fate == right.fate
        && left.at_type == right.at_type && left.cursor == right.cursor && left.is_done == right.is_done;
}

}  // namespace

struct Reindex::Page {
    struct Row {
        store::Key key;
        std::uint64_t number = 0;
        fhir::search::Rows rows;
    };
    AddedEntry before;
    AddedEntry after;
    bool is_last = false;
    fhir::search::Parameters::Shared parameters;  // What the rows were read by.
    std::vector<Row> rows;
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

void Reindex::note(const AddedEntries& entries)
{
    Figures figures;
    for (const auto& entry : entries) {
        if (entry.is_done)
            continue;
        ++figures.parameters_waiting;
        figures.resources_done += entry.resources_done;
        figures.resources_total += entry.resources_total;
    }
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
        Standing standing{TRY(entries_from_text(kept)), m_extractor.parameters()};
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
        note(standing.entries);
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
    note(standing.entries);
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

Result<bool> Reindex::step()
{
    const auto reader = TRY(m_store.reader());
    const auto entries = TRY(entries_of(*reader));
    const auto* next = next_of(entries);
    if (next == nullptr)
        return false;
    const auto page = TRY(read_page(*reader, *next));
    TRY(m_store.write([&](store::Transaction& transaction) { return write_page(transaction, page); }));
    if (page.is_last)
        TRY(m_store.write([&](store::Transaction& transaction) { return settle_parameters(transaction); }));
    return true;
}

Result<Reindex::Page> Reindex::read_page(store::Reader& reader, AddedEntry entry) const
{
    Page page;
    page.before = entry;
    page.parameters = m_extractor.parameters();
    if (entry.at_type == 0 && entry.cursor.empty())
        TRY(count_all(reader, entry));
    auto query = all_of_type(entry.types.at(entry.at_type));
    query.cursor = entry.cursor;
    const auto found = TRY(reader.search(query, everything));
    for (const auto& version : found.matches) {
        const auto document = TRY(json::read(version.body));
        auto rows = m_extractor.extract(document.root());
        ++entry.resources_done;
        if (!rows) {
            ++entry.resources_failed;
            continue;
        }
        interaction::make_own(*rows, m_settings.base);
        page.rows.push_back({version.key, version.number, *std::move(rows)});
    }
    entry.cursor = found.next;
    if (found.next.empty())
        ++entry.at_type;
    page.is_last = entry.at_type == entry.types.size();
    page.after = std::move(entry);
    return page;
}

Result<void> Reindex::count_all(store::Reader& reader, AddedEntry& entry) const
{
    entry.resources_total = 0;
    for (const auto& type : entry.types)
        entry.resources_total += TRY(reader.count(all_of_type(type), everything));
    log::write(log::Level::information, "what is stored is read anew for a search parameter",
        {{"url", entry.url}, {"state", entry.state()}, {"resources", entry.resources_total}});
    return {};
}

// When the parameters have changed in the meantime the page is read again by those now in force.
Result<void> Reindex::write_page(store::Transaction& transaction, const Page& page)
{
    Standing standing{TRY(entries_of(transaction)), m_extractor.parameters()};
    const auto entry = std::ranges::find_if(
        standing.entries, [&](const AddedEntry& each) { return is_at_same_place(each, page.before); });
    if (entry == standing.entries.end() || standing.parameters != page.parameters)
        return {};
    for (const auto& row : page.rows)
        TRY(transaction.reindex(row.key, row.number, row.rows));
    *entry = page.after;
    if (page.is_last)
        finish(standing, page.before.source);
    note(standing.entries);
    if (page.is_last)
        tell(page.after, standing.entries);
    return transaction.keep_fact(fact_name, to_text(standing.entries));
}

void Reindex::tell(const AddedEntry& before, const AddedEntries& after) const
{
    const auto now = std::ranges::find(after, before.source, &AddedEntry::source);
    const auto state = now == after.end() ? std::string_view("removed") : now->state();
    log::write(log::Level::information, "what is stored has been read anew for a search parameter",
        {{"url", before.url}, {"state", state}, {"resources", before.resources_done},
            {"failed", before.resources_failed}});
}

// After what it rests on is durable.
Result<void> Reindex::settle_parameters(store::Transaction& transaction)
{
    Standing standing{TRY(entries_of(transaction)), m_extractor.parameters()};
    settle(standing);
    return use(standing.parameters);
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
