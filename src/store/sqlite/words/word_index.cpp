#include "store/sqlite/words/word_index.h"

#include "base/limits.h"
#include "base/log.h"
#include "store/sqlite/words/word_batch.h"

#include <pthread.h>
#include <sys/resource.h>

namespace helselos::store::sqlite {

namespace {

// Beside others who want the processor, the index gets what they leave.
constexpr int niceness = 10;

// Beside a busy writer the thread rests so many times as long as it worked.
constexpr int rests_beside_writer = 4;

}  // namespace

WordIndex::~WordIndex()
{
    stop();
}

void WordIndex::start()
{
    m_thread = std::thread([this] { run(); });
}

void WordIndex::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_is_stopping = true;
    }
    m_woken.notify_all();
    m_has_come_on.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    if (m_current.file)
        static_cast<void>(m_current.file->end_use());
    m_current = {};
    m_next = {};
}

void WordIndex::wake()
{
    if (!m_has_news.exchange(true))
        m_woken.notify_one();
}

void WordIndex::report_damage()
{
    m_is_damaged = true;
    wake();
}

bool WordIndex::wait_for(std::int64_t sequence, std::chrono::milliseconds time_max)
{
    const auto is_there = [&] { return m_generation != 0 && m_indexed_to >= sequence; };
    if (!m_thread.joinable()) {
        const std::lock_guard turn(m_turn);
        for (auto outcome = step(); !is_there(); outcome = step())
            if (!outcome || *outcome == Step::at_end)
                break;
        return is_there();
    }
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    m_woken.notify_one();
    m_has_come_on.wait_for(lock, time_max, [&] { return m_is_stopping || is_there(); });
    --m_waiting;
    return is_there();
}

void WordIndex::run()
{
    ::pthread_setname_np(::pthread_self(), "store-words");
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, niceness));
    bool has_more = true;
    bool has_failed = false;
    auto worked = std::chrono::steady_clock::duration::zero();
    while (rest(has_more && !has_failed, worked)) {
        const auto begun = std::chrono::steady_clock::now();
        const auto outcome = step();
        worked = std::chrono::steady_clock::now() - begun;
        if (!outcome && !has_failed)
            log::write(log::Level::error, "the index of words does not come on", {{"why", outcome.error().reason}});
        has_failed = !outcome;
        has_more = has_failed || *outcome == Step::more;
        if (has_failed)
            m_has_news = true;
        const std::lock_guard lock(m_mutex);
        m_has_come_on.notify_all();
    }
}

// False when it is time to stop. Writes come one by one: after the first, it is worth waiting for more.
bool WordIndex::rest(bool has_more, std::chrono::steady_clock::duration worked)
{
    std::unique_lock lock(m_mutex);
    const auto is_wanted = [this] { return m_is_stopping || m_waiting > 0; };
    if (has_more) {
        if (is_writer_busy())
            m_woken.wait_for(lock, worked * rests_beside_writer, is_wanted);
        return !m_is_stopping;
    }
    m_woken.wait_for(lock, limits::words_gather_time, is_wanted);
    m_woken.wait_for(lock, limits::words_idle_time, [this] { return m_has_news || m_is_stopping || m_waiting > 0; });
    return !m_is_stopping;
}

// By what it has written since it was looked at last.
bool WordIndex::is_writer_busy()
{
    const auto acts = m_settings.acts();
    const auto now = std::chrono::steady_clock::now();
    const auto written = acts - std::exchange(m_acts_seen, acts);
    const auto passed = now - std::exchange(m_acts_seen_at, now);
    const auto limit = limits::words_busy_acts * std::chrono::duration_cast<std::chrono::milliseconds>(passed).count();
    return static_cast<std::int64_t>(written) * 1'000 > limit;
}

Result<WordIndex::Step> WordIndex::step()
{
    m_has_news = false;
    if (m_is_damaged.exchange(false) && m_generation != 0)
        TRY(make_anew());
    if (m_generation == 0)
        TRY(open());
    if (m_current.facts.edition != reader()->edition())
        TRY(make_anew());
    const auto outcome = bring_on(m_current);
    if (!outcome && m_current.file->has_shown_damage())
        m_is_damaged = true;
    if (!outcome || *outcome == Step::more) {
        note(m_current.facts);
        return outcome;
    }
    note(m_current.facts);
    if (!m_next.file && TRY(is_worn()))
        TRY(begin(m_next, next_path()));
    return m_next.file ? bring_on_next() : outcome;
}

Result<WordIndex::Step> WordIndex::bring_on(Growing& growing)
{
    auto& connection = growing.file->connection();
    TRY(connection.run("BEGIN IMMEDIATE"));
    const auto outcome = index_some(growing);
    if (outcome)
        return outcome;
    if (connection.is_in_transaction())
        static_cast<void>(connection.run("ROLLBACK"));
    growing.file->forget_numbers();
    growing.pass = {};
    return outcome;
}

Result<WordIndex::Step> WordIndex::index_some(Growing& growing)
{
    auto& file = *growing.file;
    const auto facts = TRY(file.facts());
    const auto by = reader();
    auto batch = TRY(read_batch(*m_store, *m_names, facts, *by, file));
    bool is_at_end = false;
    if (batch.versions == 0) {
        is_at_end = !TRY(growing.pass.step(*m_store, *m_names, file, *by));
    } else {
        TRY(file.forget_covered_but(by->added()));
        growing.pass.forget_unless_added(*by);
        TRY(write_batch(file, batch));
    }
    TRY(file.connection().run("COMMIT"));
    growing.facts = batch.versions == 0 ? facts : batch.facts;
    growing.stale_since_counted += batch.stale();
    if (&growing == &m_current)
        m_behind = static_cast<std::uint64_t>(batch.latest - growing.facts.indexed_to);
    return is_at_end ? Step::at_end : Step::more;
}

Result<void> WordIndex::open()
{
    if (!m_store) {
        m_store = TRY(Connection::open(m_settings.store));
        m_names = std::make_unique<Names>(*m_store, m_shared_names);
    }
    WordFile::remove(next_path());
    auto file = WordFile::open(m_settings.path, WordFile::Use::write);
    if (!file)
        return make_anew();
    m_current = {*std::move(file), {}, {}, limits::words_stale_min};
    const auto has_layout = m_current.file->has_layout();
    if (!has_layout || !*has_layout)
        return make_anew();
    const auto facts = m_current.file->facts();
    const auto was_in_order = m_current.file->begin_use();
    if (!facts || !was_in_order || !TRY(is_believable(*facts)))
        return make_anew();
    if (!*was_in_order) {
        const auto is_sound = m_current.file->is_sound();
        if (!is_sound || !*is_sound)
            return make_anew();
    }
    m_current.facts = *facts;
    ++m_files_made;
    note(*facts);
    return {};
}

// The store may be an older one, put back from a copy, or another.
Result<bool> WordIndex::is_believable(const WordFacts& facts)
{
    if (facts.edition != reader()->edition())
        return false;
    return facts.indexed_to == 0 || TRY(anchor_at(*m_store, facts.indexed_to)) == facts.anchor;
}

Result<void> WordIndex::make_anew()
{
    m_generation = 0;
    m_indexed_to = 0;
    TRY(begin(m_current, m_settings.path));
    log::write(log::Level::information, "the index of words is made anew", {{"versions", m_current.facts.built_from}});
    ++m_files_made;
    note(m_current.facts);
    return {};
}

Result<void> WordIndex::begin(Growing& growing, const std::filesystem::path& path)
{
    growing = {};
    WordFile::remove(path);
    auto file = TRY(WordFile::open(path, WordFile::Use::write));
    TRY(file->make_layout());
    WordFacts facts;
    facts.edition = reader()->edition();
    facts.built_from = TRY(m_store->integer("SELECT coalesce(max(sequence),0) FROM version"));
    facts.listed_from = facts.built_from;
    TRY(file->write(facts));
    for (const auto& [name, edition] : reader()->added())
        TRY(file->note_covered(name, edition));
    TRY(file->begin_use());
    growing.file = std::move(file);
    growing.facts = std::move(facts);
    return {};
}

// Counted only now and then: when as many have come as matter.
Result<bool> WordIndex::is_worn()
{
    if (m_current.stale_since_counted < limits::words_stale_min)
        return false;
    m_current.stale_since_counted = 0;
    const auto stale = TRY(m_current.file->connection().integer("SELECT count(*) FROM stale"));
    const auto living = TRY(m_store->integer("SELECT coalesce(sum(living),0) FROM counter"));
    return stale >= static_cast<std::int64_t>(limits::words_stale_min) && stale > living / limits::words_stale_share;
}

Result<WordIndex::Step> WordIndex::bring_on_next()
{
    const auto outcome = m_next.facts.edition == reader()->edition() ? bring_on(m_next) : Result<Step>(Step::at_end);
    if (!outcome || m_next.facts.edition != reader()->edition()) {
        m_next = {};
        return outcome;
    }
    if (*outcome == Step::at_end)
        TRY(take_over());
    return Step::more;
}

Result<void> WordIndex::take_over()
{
    TRY(m_next.file->end_use());
    m_next.file.reset();
    m_generation = 0;
    m_current.file.reset();
    WordFile::remove(m_settings.path);
    std::error_code failure;
    std::filesystem::rename(next_path(), m_settings.path, failure);
    WordFile::remove(next_path());
    if (failure)
        return Error{Kind::fault, "the index of words could not be renamed"};
    m_current = std::exchange(m_next, {});
    m_current.file = TRY(WordFile::open(m_settings.path, WordFile::Use::write));
    TRY(m_current.file->begin_use());
    log::write(log::Level::information, "the index of words has been made anew beside the old one",
        {{"versions", m_current.facts.indexed_to}});
    ++m_files_made;
    note(m_current.facts);
    return {};
}

void WordIndex::note(const WordFacts& facts)
{
    m_indexed_to = facts.indexed_to;
    m_generation = m_files_made;
}

}  // namespace helselos::store::sqlite
