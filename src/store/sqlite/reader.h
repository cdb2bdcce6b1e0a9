// Readers: each on a connection of its own, taken from a pool and given back.
#pragma once

#include "store/sqlite/reading.h"
#include "store/sqlite/words/word_view.h"

#include <mutex>
#include <vector>

namespace helselos::store::sqlite {

class ReaderPool {
public:
    // `words` may be null: then there is no index of words.
    ReaderPool(Connection::Options options, SharedNames& names, const CursorSeal& seal, WordIndex* words)
        : m_options(std::move(options)), m_names(names), m_seal(seal), m_words(words)
    {}

    // A reader that sees this moment. Busy when too many are open.
    Result<std::unique_ptr<Reader>> open_reader();

private:
    friend class PooledReader;
    struct Seat {
        std::unique_ptr<Connection> connection;
        std::unique_ptr<Names> names;
        std::unique_ptr<WordView> words;
    };

    Result<Seat> take();
    Result<Seat> make();
    void give_back(Seat seat);

    const Connection::Options m_options;
    SharedNames& m_names;
    const CursorSeal& m_seal;
    WordIndex* const m_words;
    std::mutex m_mutex;
    std::vector<Seat> m_idle;
    std::size_t m_open = 0;
};

}  // namespace helselos::store::sqlite
