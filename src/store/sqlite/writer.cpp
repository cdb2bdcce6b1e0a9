#include "store/sqlite/writer.h"

#include "base/limits.h"
#include "store/sqlite/checkpoint.h"

#include <exception>
#include <new>
#include <pthread.h>

namespace helselos::store::sqlite {

namespace {

Error stopped()
{
    return {Kind::busy, "the store is closing"};
}
Error too_many()
{
    return {Kind::busy, "too many writes are waiting"};
}
Error inside_a_job()
{
    return {Kind::fault, "a job may not wait for the writer it runs in"};
}

// Wakes the one who waits for a write.
class Answer {
public:
    void give(Result<void> result)
    {
        const std::lock_guard lock(m_mutex);
        m_result = std::move(result);
        m_given.notify_one();
    }
    Result<void> wait()
    {
        std::unique_lock lock(m_mutex);
        m_given.wait(lock, [this] { return m_result.has_value(); });
        return *std::move(m_result);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_given;
    std::optional<Result<void>> m_result;
};

}  // namespace

Writer::Writer(Connection& connection, SharedNames& names, const CursorSeal& seal, const Clock& clock,
    Checkpointer& checkpointer, Instant latest, WordView* words)
    : m_connection(connection), m_names(connection, names), m_act(connection, m_names, seal, clock, latest, words),
      m_checkpointer(checkpointer)
{}

Writer::~Writer()
{
    stop();
}

void Writer::start(Thread thread)
{
    m_mode = thread;
    if (thread == Thread::own)
        m_thread = std::thread([this] { run(); });
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_is_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> Writer::write(const Store::Job& job)
{
    // Shared by the one who waits and the writer, who may still hold it when the other goes on.
    const auto answer = std::make_shared<Answer>();
    submit(job, [answer](Result<void> result) { answer->give(std::move(result)); });
    return answer->wait();
}

void Writer::submit(Store::Job job, Store::Done done)
{
    if (m_writing.load() == std::this_thread::get_id())
        return done(inside_a_job());
    std::optional<Error> refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (m_is_stopping)
            refusal = stopped();
        else if (m_queue.size() >= limits::write_queue_max)
            refusal = too_many();
        else
            m_queue.push_back({std::move(job), std::move(done)});
    }
    if (refusal)
        return done(*std::move(refusal));
    if (m_mode == Thread::own)
        return m_wake.notify_one();
    const std::lock_guard turn(m_turn);
    write_group(take_group());
}

void Writer::on_events(std::function<void()> listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void Writer::on_versions(std::function<void()> listener)
{
    const std::lock_guard lock(m_mutex);
    m_version_listener = std::move(listener);
}

void Writer::set_figures(std::uint64_t resources, std::uint64_t waiting_events)
{
    m_resources = static_cast<std::int64_t>(resources);
    m_waiting_events = static_cast<std::int64_t>(waiting_events);
}

Store::Figures Writer::figures() const
{
    const std::lock_guard lock(m_mutex);
    return {static_cast<std::uint64_t>(m_resources.load()), m_commits.load(), m_acts.load(), m_queue.size(),
        static_cast<std::uint64_t>(m_waiting_events.load())};
}

void Writer::run()
{
    ::pthread_setname_np(::pthread_self(), "store-writer");
    for (;;) {
        auto group = take_group();
        if (group.empty())
            return;
        write_group(std::move(group));
    }
}

// Everything that waits, up to the limit. With a thread of its own it waits for the first;
// nothing means the end.
std::vector<Writer::Waiting> Writer::take_group()
{
    std::unique_lock lock(m_mutex);
    if (m_mode == Thread::own)
        m_wake.wait(lock, [this] { return m_is_stopping || !m_queue.empty(); });
    std::vector<Waiting> group;
    while (!m_queue.empty() && group.size() < limits::write_group_max) {
        group.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return group;
}

void Writer::write_group(std::vector<Waiting> group)
{
    m_writing = std::this_thread::get_id();
    Tally tally;
    auto results = run_acts(group, tally);
    const auto outcome = commit(tally);
    m_writing = std::thread::id();
    if (outcome)
        note(tally);
    for (std::size_t i = 0; i < group.size(); ++i) {
        const bool is_lost = results[i].ok() && !outcome.ok();
        group[i].done(is_lost ? outcome : std::move(results[i]));
    }
    if (outcome)
        tell(tally);
    m_checkpointer.after_commit();
}

std::vector<Result<void>> Writer::run_acts(const std::vector<Waiting>& group, Tally& tally)
{
    std::vector<Result<void>> results;
    if (auto begun = m_connection.run("BEGIN IMMEDIATE"); !begun) {
        results.assign(group.size(), begun);
        return results;
    }
    for (const auto& waiting : group) {
        results.push_back(run_act(waiting.job));
        if (!results.back())
            continue;
        ++tally.acts;
        tally.living += m_act.living_change();
        tally.waiting += m_act.waiting_change();
        tally.has_version = tally.has_version || m_act.wrote_version();
        tally.has_event = tally.has_event || m_act.wrote_event();
    }
    return results;
}

Result<void> Writer::run_act(const Store::Job& job)
{
    // After some failures SQLite has rolled back everything by itself; the acts that follow are
    // told so, and commit() tells those that went before.
    if (!m_connection.is_in_transaction())
        return Error{Kind::busy, "the store could not write"};
    auto result = m_act.begin();
    if (!result)
        return result;
    try {
        result = job(m_act);
        if (result)
            result = m_act.finish();
    } catch (const std::bad_alloc&) {
        end_process("memory for a job", __FILE__, __LINE__);
    } catch (const std::exception&) {
        result = Error{Kind::fault, "a job threw an exception"};
    }
    if (!result)
        m_act.abandon();
    return result;
}

// Acts that failed have left nothing; when all did, there is nothing to commit.
Result<void> Writer::end_group(const Tally& tally)
{
    if (!m_connection.is_in_transaction())
        return Error{Kind::busy, "the store could not write"};
    if (tally.acts == 0)
        return m_connection.run("ROLLBACK");
    TRY(m_act.finish_group());
    return m_connection.run("COMMIT");
}

Result<void> Writer::commit(const Tally& tally)
{
    auto outcome = end_group(tally);
    if (outcome && tally.acts > 0) {
        m_act.keep_group();
        m_names.publish();
        return outcome;
    }
    m_act.abandon_group();
    if (m_connection.is_in_transaction())
        static_cast<void>(m_connection.run("ROLLBACK"));
    m_act.forget_names();
    m_names.forget_since(0);
    return outcome;
}

void Writer::note(const Tally& tally)
{
    m_resources += tally.living;
    m_waiting_events += tally.waiting;
    m_commits += tally.acts > 0 ? 1 : 0;
    m_acts += static_cast<std::uint64_t>(tally.acts);
}

void Writer::tell(const Tally& tally)
{
    std::function<void()> of_events;
    std::function<void()> of_versions;
    {
        const std::lock_guard lock(m_mutex);
        of_events = tally.has_event ? m_listener : nullptr;
        of_versions = tally.has_version ? m_version_listener : nullptr;
    }
    if (of_versions)
        of_versions();
    if (of_events)
        of_events();
}

}  // namespace helselos::store::sqlite
