// The index of words: a file beside the store, and a thread that brings it on.
//
// A write pays nothing for it: the thread reads what was committed, in its order, and gives way to a busy writer.
// Nor does a search wait for it: what is not indexed yet is looked at directly (word_view.h).
#pragma once

#include "fhir/search/words.h"
#include "store/sqlite/names.h"
#include "store/sqlite/words/word_file.h"
#include "store/sqlite/words/word_pass.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace helselos::store::sqlite {

// The reader in force; shared by who reads with it while another takes its place.
using SharedWordReader = std::shared_ptr<const fhir::search::WordReader>;

class WordIndex {
public:
    struct Settings {
        std::filesystem::path path;
        Connection::Options store;  // How the store is read.
        std::function<SharedWordReader()> reader;
        std::function<std::uint64_t()> acts;  // Written so far.
    };

    WordIndex(Settings settings, SharedNames& names) : m_settings(std::move(settings)), m_shared_names(names) {}
    ~WordIndex();
    WordIndex(const WordIndex&) = delete;
    WordIndex& operator=(const WordIndex&) = delete;

    // With a thread of its own; without, whoever waits for the index brings it on.
    void start();
    void stop();

    // Something was committed; from any thread, quick.
    void wake();

    SharedWordReader reader() const { return m_settings.reader(); }
    const std::filesystem::path& path() const { return m_settings.path; }

    // Another number: another file stands at the path. 0: there is none to be believed yet.
    std::uint64_t generation() const { return m_generation; }
    std::int64_t indexed_to() const { return m_indexed_to; }
    // Versions not indexed yet, as of the last look.
    std::uint64_t behind() const { return m_behind; }

    // Until every version up to the sequence is indexed. False when that takes too long.
    bool wait_for(std::int64_t sequence, std::chrono::milliseconds time_max);

    // The file could not be read: it is made anew.
    void report_damage();

private:
    enum class Step : std::uint8_t { more, at_end };

    // A file and how far it is.
    struct Growing {
        std::unique_ptr<WordFile> file;
        WordPass pass;
        WordFacts facts;
        std::size_t stale_since_counted = 0;
    };

    void run();
    bool rest(bool has_more, std::chrono::steady_clock::duration worked);
    bool is_writer_busy();
    Result<Step> step();
    Result<Step> bring_on(Growing& growing);
    Result<Step> index_some(Growing& growing);
    Result<void> open();
    Result<bool> is_believable(const WordFacts& facts);
    Result<void> make_anew();
    Result<void> begin(Growing& growing, const std::filesystem::path& path);
    // A file in which much is stale gives way to one that is made beside it.
    Result<bool> is_worn();
    Result<Step> bring_on_next();
    Result<void> take_over();
    std::filesystem::path next_path() const { return m_settings.path.string() + ".next"; }
    void note(const WordFacts& facts);

    const Settings m_settings;
    SharedNames& m_shared_names;
    std::unique_ptr<Connection> m_store;
    std::unique_ptr<Names> m_names;
    Growing m_current;
    Growing m_next;

    std::atomic<std::uint64_t> m_generation = 0;
    std::atomic<std::int64_t> m_indexed_to = 0;
    std::atomic<std::uint64_t> m_behind = 0;
    std::atomic<bool> m_is_damaged = false;
    std::atomic<bool> m_has_news = true;
    std::uint64_t m_files_made = 0;
    std::uint64_t m_acts_seen = 0;
    std::chrono::steady_clock::time_point m_acts_seen_at;

    std::mutex m_mutex;
    std::condition_variable m_woken;
    std::condition_variable m_has_come_on;
    int m_waiting = 0;  // For the index to come on.
    bool m_is_stopping = false;
    std::mutex m_turn;  // Without a thread: one caller at a time.
    std::thread m_thread;
};

}  // namespace helselos::store::sqlite
