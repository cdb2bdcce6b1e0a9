#include "store/sqlite/open.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/random.h"
#include "store/sqlite/checkpoint.h"
#include "store/sqlite/folder.h"
#include "store/sqlite/reader.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/words/word_index.h"
#include "store/sqlite/writer.h"

namespace helselos::store::sqlite {

namespace {

constexpr std::size_t cursor_key_bytes = 32;

Result<std::optional<std::string>> read_fact(Connection& connection, std::string_view name)
{
    auto statement = TRY(connection.prepare("SELECT value FROM meta WHERE name=?"));
    statement.bind(name);
    if (!TRY(statement.step()))
        return std::optional<std::string>();
    return std::optional<std::string>(statement.text(0));
}

Result<void> write_fact(Connection& connection, std::string_view name, std::string_view value)
{
    auto statement
        = TRY(connection.prepare("INSERT INTO meta VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value"));
    return statement.bind(name).bind_blob_in_place(value).finish();
}

Result<std::string> cursor_key(Connection& connection)
{
    if (auto key = TRY(read_fact(connection, "cursor_key")))
        return *std::move(key);
    std::string key;
    while (key.size() < cursor_key_bytes) {
        auto bits = secure_random().next();
        for (int i = 0; i < 8; ++i, bits >>= 8)
            key.push_back(static_cast<char>(bits));
    }
    TRY(write_fact(connection, "cursor_key", key));
    return key;
}

Result<void> check_after_unclean_stop(Connection& connection)
{
    const auto ended = TRY(read_fact(connection, "ended_in_order"));
    if (!ended || *ended == "yes")
        return {};
    log::write(log::Level::warning, "the store was not closed in order; checking it");
    auto statement = TRY(connection.prepare("PRAGMA quick_check(1)"));
    if (!TRY(statement.step()) || statement.text(0) != "ok")
        return Error{Kind::fault, "the store is damaged"};
    return {};
}

Result<Instant> latest_moment(Connection& connection)
{
    const auto version
        = TRY(connection.integer("SELECT coalesce((SELECT at FROM version ORDER BY sequence DESC LIMIT 1),0)"));
    const auto link
        = TRY(connection.integer("SELECT coalesce((SELECT at FROM log_link ORDER BY number DESC LIMIT 1),0)"));
    return Instant(std::chrono::milliseconds(std::max(version, link)));
}

// Members stand in the order in which they may be needed: the last goes first.
class SqliteStore final : public Store {
public:
    SqliteStore(FolderLock lock, std::unique_ptr<Connection> writing, const Connection::Options& reading,
        std::string key, const Options& options, const Clock& clock, Instant latest, const std::filesystem::path& words)
        : m_lock(std::move(lock)), m_seal(std::move(key)), m_writing(std::move(writing)),
          m_checkpointer(*m_writing, checkpoint_pages(options)), m_words(make_words(options, reading, words)),
          m_writers_words(m_words ? std::make_unique<WordView>(*m_words, *m_writing, WordView::Waits::no) : nullptr),
          m_readers(reading, m_names, m_seal, m_words.get()),
          m_writer(*m_writing, m_names, m_seal, clock, m_checkpointer, latest, m_writers_words.get())
    {}

    ~SqliteStore() override
    {
        m_writer.stop();
        if (m_words)
            m_words->stop();
        m_checkpointer.stop();
        if (write_fact(*m_writing, "ended_in_order", "yes"))
            static_cast<void>(m_checkpointer.empty_log());
    }

    Result<void> start(const Options& options, const Connection::Options& checkpointing)
    {
        TRY(write_fact(*m_writing, "ended_in_order", "no"));
        const auto resources = TRY(m_writing->integer("SELECT coalesce(sum(living),0) FROM counter"));
        const auto waiting = TRY(m_writing->integer("SELECT count(*) FROM waiting"));
        m_writer.set_figures(static_cast<std::uint64_t>(resources), static_cast<std::uint64_t>(waiting));
        if (options.has_threads)
            m_checkpointer.start(TRY(Connection::open(checkpointing)));
        if (options.reacting_types)
            m_writer.set_reacting_types(*options.reacting_types);
        if (m_words)
            m_writer.on_versions([words = m_words.get()] { words->wake(); });
        auto log = TRY(find_log_end(*m_writing));
        m_writer.start_log(log.head, options.seal_key);
        m_writer.start(options.has_threads ? Writer::Thread::own : Writer::Thread::callers);
        if (m_words && options.has_threads)
            m_words->start();
        return log.trouble.empty() ? Result<void>() : tell(std::move(log.trouble));
    }

    Result<std::unique_ptr<Reader>> reader() override { return m_readers.open_reader(); }
    Result<void> write(const Job& job) override { return m_writer.write(job); }
    void submit(Job job, Done done) override { m_writer.submit(std::move(job), std::move(done)); }
    void on_events(std::function<void()> listener) override { m_writer.on_events(std::move(listener)); }
    Figures figures() const override
    {
        auto figures = m_writer.figures();
        figures.words_behind = m_words ? m_words->behind() : 0;
        return figures;
    }

private:
    // In the log itself, so that it is known for good.
    Result<void> tell(std::string trouble)
    {
        log::write(log::Level::error, "the log of who saw what was changed from outside: run helselos check log",
            {{"found", trouble}});
        return m_writer.write([&](Transaction& transaction) {
            return transaction.audit(log_note("log-found-changed", std::move(trouble)));
        });
    }

    std::unique_ptr<WordIndex> make_words(
        const Options& options, const Connection::Options& reading, const std::filesystem::path& path)
    {
        if (!options.words)
            return nullptr;
        return std::make_unique<WordIndex>(
            WordIndex::Settings{path, reading, options.words, [this] { return m_writer.figures().acts; }}, m_names);
    }

    static int checkpoint_pages(const Options& options)
    {
        return options.checkpoint_pages > 0 ? options.checkpoint_pages
                                            : static_cast<int>(limits::store_checkpoint_pages);
    }

    FolderLock m_lock;
    CursorSeal m_seal;
    SharedNames m_names;
    std::unique_ptr<Connection> m_writing;
    Checkpointer m_checkpointer;
    std::unique_ptr<WordIndex> m_words;  // Null when not wanted.
    std::unique_ptr<WordView> m_writers_words;
    ReaderPool m_readers;
    Writer m_writer;
};

}  // namespace

Result<std::unique_ptr<Store>> open(const std::filesystem::path& folder, const Options& options, const Clock& clock)
{
    if (options.words && !options.vfs.empty())
        return Error{Kind::unsupported, "an index of words needs real files"};
    auto lock = options.vfs.empty() ? TRY(FolderLock::take(folder)) : FolderLock();
    const Connection::Options reading{(folder / "helselos.db").string(), options.vfs, false, options.is_durable};
    auto writing_options = reading;
    writing_options.is_writer = true;
    auto writing = TRY(Connection::open(writing_options));
    TRY(bring_up_to_date(*writing));
    TRY(check_after_unclean_stop(*writing));
    auto key = TRY(cursor_key(*writing));
    const auto latest = TRY(latest_moment(*writing));
    auto store = std::make_unique<SqliteStore>(
        std::move(lock), std::move(writing), reading, std::move(key), options, clock, latest, folder / "words.db");
    TRY(store->start(options, reading));
    return std::unique_ptr<Store>(std::move(store));
}

}  // namespace helselos::store::sqlite
