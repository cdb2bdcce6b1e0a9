#include "store/sqlite/checkpoint.h"

#include "base/limits.h"
#include "base/log.h"

#include <pthread.h>
#include <sqlite3.h>

namespace helselos::store::sqlite {

namespace {

int note_length(void* length, sqlite3*, const char*, int pages)
{
    static_cast<std::atomic<int>*>(length)->store(pages);
    return SQLITE_OK;
}

}  // namespace

Checkpointer::Checkpointer(Connection& writer, int pages) : m_writer(writer), m_pages(pages)
{
    sqlite3_wal_hook(writer.handle(), note_length, &m_log_pages);
}

Checkpointer::~Checkpointer()
{
    stop();
    sqlite3_wal_hook(m_writer.handle(), nullptr, nullptr);
}

void Checkpointer::start(std::unique_ptr<Connection> connection)
{
    m_connection = std::move(connection);
    m_thread = std::thread([this] { run(); });
}

void Checkpointer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_is_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Checkpointer::after_commit()
{
    const int pages = m_log_pages.load();
    // Beside a busy writer the thread never reaches the end of the log. When the log has become
    // long the writer does the last piece, between two groups: then the log starts anew.
    const int own_pages_max = m_thread.joinable() ? static_cast<int>(limits::store_checkpoint_pages_max) : m_pages;
    if (pages >= own_pages_max)
        move(m_writer);
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_is_wanted = true;
    }
    if (is_long())
        m_wake.notify_one();
}

bool Checkpointer::is_long() const
{
    const int pages = m_log_pages.load(), moved = m_moved_pages.load();
    // Shorter than what was moved: the log has begun anew.
    return pages - (pages < moved ? 0 : moved) >= m_pages;
}

void Checkpointer::run()
{
    ::pthread_setname_np(::pthread_self(), "store-log");
    std::unique_lock lock(m_mutex);
    while (!m_is_stopping) {
        const bool was_long = is_long();
        const bool was_woken = m_wake.wait_for(lock, limits::store_idle_time) == std::cv_status::no_timeout;
        if (m_is_stopping)
            return;
        const bool is_idle = !was_woken && !std::exchange(m_is_wanted, false);
        if (was_woken || was_long || is_long()) {
            lock.unlock();
            move(*m_connection);
            lock.lock();
        } else if (is_idle && m_log_pages.load() > 0) {
            lock.unlock();
            static_cast<void>(empty_log());
            lock.lock();
        }
    }
}

void Checkpointer::move(Connection& connection)
{
    int pages = 0, moved = 0;
    const int code = sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
    if (code == SQLITE_OK)
        m_moved_pages = moved;
    else if ((code & 0xff) != SQLITE_BUSY)
        log::write(log::Level::error, "the log could not be moved to the data", {{"code", code}});
}

Result<void> Checkpointer::empty_log()
{
    auto& connection = m_connection ? *m_connection : m_writer;
    int pages = 0;
    const int code
        = sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, &pages, nullptr);
    if (code != SQLITE_OK)
        return to_error(code);
    m_log_pages = 0;
    m_moved_pages = 0;
    return {};
}

}  // namespace helselos::store::sqlite
