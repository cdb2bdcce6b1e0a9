#include "store/sqlite/words/word_cursor.h"

#include <algorithm>
#include <limits>

namespace helselos::store::sqlite {

namespace {

// Taken before looking up the place anew, which costs as much.
constexpr std::size_t steps_max = 40;
constexpr std::size_t look_ups_before_gathering = 32;

constexpr std::string_view ask_index
    = "SELECT s.rowid,EXISTS(SELECT 1 FROM stale t WHERE t.resource=s.rowid) FROM said s"
      " WHERE s.said MATCH ? AND s.rowid>=? AND s.rowid<=? ORDER BY s.rowid";

}  // namespace

Result<WordCursor> WordCursor::begin(const WordHits& hits, ResourceId first, ResourceId last)
{
    WordCursor cursor(hits, last);
    cursor.m_next_found = static_cast<std::size_t>(std::ranges::lower_bound(hits.found, first) - hits.found.begin());
    if (!hits.match.empty()) {
        auto statement = TRY(hits.view->index_connection().prepare(ask_index));
        statement.bind(hits.match, first, last);
        cursor.m_index.emplace(std::move(statement));
        TRY(cursor.step_index());
    }
    TRY(cursor.advance());
    return cursor;
}

Result<void> WordCursor::step_index()
{
    m_of_index.reset();
    for (;;) {
        const auto has_row = m_index->step();
        if (!has_row)
            return m_hits->view->explain(has_row.error());
        if (!*has_row)
            break;
        const auto resource = m_index->integer(0);
        if (!TRY(answers(resource, m_index->integer(1) != 0)))
            continue;
        m_of_index = resource;
        return {};
    }
    m_index.reset();
    return {};
}

Result<bool> WordCursor::answers(ResourceId resource, bool is_stale) const
{
    if (std::ranges::binary_search(m_hits->doubtful, resource))
        return false;
    if (!is_stale || !m_hits->looks_at_stale)
        return true;
    return m_hits->view->says(resource, m_hits->question);
}

Result<void> WordCursor::advance()
{
    const bool has_found = m_next_found < m_hits->found.size() && m_hits->found[m_next_found] <= m_last;
    if (has_found && (!m_of_index || m_hits->found[m_next_found] < *m_of_index)) {
        m_current = m_hits->found[m_next_found++];
        return {};
    }
    m_current = m_of_index;
    return m_index ? step_index() : (m_of_index.reset(), Result<void>());
}

WordSeeker::WordSeeker(const WordHits& hits) : m_hits(hits), m_gather_at(look_ups_before_gathering) {}

Result<bool> WordSeeker::holds(ResourceId resource)
{
    if (m_look_ups == m_gather_at) {
        TRY(gather(m_look_ups * steps_max));
        m_gather_at *= 8;
    }
    return m_all ? std::ranges::binary_search(*m_all, resource) : seek(resource);
}

Result<bool> WordSeeker::seek(ResourceId resource)
{
    if (resource < m_asked)
        m_cursor.reset();
    m_asked = resource;
    for (std::size_t steps = 0; m_cursor && m_cursor->current() && *m_cursor->current() < resource; ++steps) {
        if (steps < steps_max)
            TRY(m_cursor->advance());
        else
            m_cursor.reset();
    }
    if (!m_cursor) {
        m_cursor.emplace(TRY(WordCursor::begin(m_hits, resource, std::numeric_limits<ResourceId>::max())));
        ++m_look_ups;
    }
    return m_cursor->current() == resource;
}

Result<void> WordSeeker::gather(std::size_t count_max)
{
    std::vector<ResourceId> all;
    auto cursor = TRY(
        WordCursor::begin(m_hits, std::numeric_limits<ResourceId>::min(), std::numeric_limits<ResourceId>::max()));
    while (cursor.current() && all.size() < count_max) {
        all.push_back(*cursor.current());
        TRY(cursor.advance());
    }
    if (!cursor.current())
        m_all = std::move(all);
    return {};
}

}  // namespace helselos::store::sqlite
