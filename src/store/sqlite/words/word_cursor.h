// Walks the hits of a question in rising order: what the index has, and what was looked at directly.
#pragma once

#include "store/sqlite/words/word_view.h"

#include <optional>
#include <vector>

namespace helselos::store::sqlite {

class WordCursor {
public:
    // From `first` to `last`, both included.
    static Result<WordCursor> begin(const WordHits& hits, ResourceId first, ResourceId last);

    std::optional<ResourceId> current() const { return m_current; }
    Result<void> advance();

private:
    WordCursor(const WordHits& hits, ResourceId last) : m_hits(&hits), m_last(last) {}
    Result<void> step_index();
    Result<bool> answers(ResourceId resource, bool is_stale) const;

    const WordHits* m_hits;
    ResourceId m_last;
    std::optional<Statement> m_index;
    std::optional<ResourceId> m_of_index;
    std::size_t m_next_found = 0;
    std::optional<ResourceId> m_current;
};

// Asks one resource after the other. Those that come in rising order cost a few steps each, not a look-up; when they
// come in another order and often, all hits are gathered, as long as that costs no more than the look-ups did.
class WordSeeker {
public:
    explicit WordSeeker(const WordHits& hits);

    Result<bool> holds(ResourceId resource);

private:
    Result<bool> seek(ResourceId resource);
    Result<void> gather(std::size_t count_max);

    const WordHits& m_hits;
    std::optional<WordCursor> m_cursor;
    ResourceId m_asked = 0;  // The last; the cursor stands there or after it.
    std::size_t m_look_ups = 0;
    std::size_t m_gather_at;
    std::optional<std::vector<ResourceId>> m_all;
};

}  // namespace helselos::store::sqlite
