#include "store/sqlite/words/word_view.h"

#include "base/limits.h"
#include "store/sqlite/body.h"
#include "store/sqlite/words/word_batch.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

Error come_back_later()
{
    return {Kind::busy, "the index of words is behind; try again later"};
}

void make_set(std::vector<ResourceId>& resources)
{
    std::ranges::sort(resources);
    resources.erase(std::ranges::unique(resources).begin(), resources.end());
}

}  // namespace

Error WordView::explain(Error error)
{
    if (!m_file || !m_file->has_shown_damage())
        return error;
    m_index.report_damage();
    return come_back_later();
}

void WordView::end()
{
    m_doubtful.clear();
    m_hits.clear();
    m_reader.reset();
}

Result<const WordHits*> WordView::find(const std::string& type_name, NameId type, WordQuestion question)
{
    auto hits = find_all(type_name, type, std::move(question));
    return hits ? keep(*std::move(hits)) : Result<const WordHits*>(explain(std::move(hits).error()));
}

Result<WordHits> WordView::find_all(const std::string& type_name, NameId type, WordQuestion question)
{
    WordHits hits;
    hits.view = this;
    hits.doubtful = *TRY(doubtful(type, m_waits));
    hits.match = TRY(match_of(type_name, type, question));
    for (const auto resource : hits.doubtful)
        if (TRY(says(resource, question)))
            hits.found.push_back(resource);
    hits.question = std::move(question);
    return hits;
}

Result<const WordHits*> WordView::find_letters(const Letters& asked)
{
    WordHits hits;
    hits.view = this;
    hits.looks_at_stale = false;
    hits.doubtful = *TRY(doubtful(asked.type, Waits::no));
    hits.found = hits.doubtful;
    if (!m_file)
        return keep(std::move(hits));
    TRY(refuse_if_not_covered(asked.parameter_name));
    const auto start = term_start(TermKind::letters, asked.parameter);
    for (const auto& text : asked.any_of)
        hits.match.append(hits.match.empty() ? "(" : " OR (")
            .append(match_of_letters(start, letters_on_end(text)))
            .append(")");
    return keep(std::move(hits));
}

Result<std::string> WordView::match_of(const std::string& type_name, NameId type, const WordQuestion& question)
{
    std::int64_t number = type;
    if (!m_file)
        return std::string();
    if (question.kind == TermKind::coded) {
        const auto name = parameter_name(type_name, question.parameter);
        TRY(refuse_if_not_covered(name));
        const auto known = TRY(m_file->find_number(numbered_name(*m_reader, name)));
        if (!known)
            return std::string();
        number = *known;
    }
    return match_of_words(term_start(question.kind, number), question.words);
}

Result<const WordView::Resources*> WordView::doubtful(NameId type, Waits waits)
{
    if (const auto known = m_doubtful.find(type); known != m_doubtful.end())
        return &known->second;
    if (!m_reader)
        m_reader = m_index.reader();
    const auto latest = TRY(m_store.integer("SELECT coalesce(max(sequence),0) FROM version"));
    auto found = TRY(look_for_doubtful(type, latest));
    const auto enough = latest - static_cast<std::int64_t>(limits::words_tail_max);
    if (!found && waits == Waits::yes && m_index.wait_for(enough, limits::words_wait_max))
        found = TRY(look_for_doubtful(type, latest));
    if (!found)
        return come_back_later();
    return &m_doubtful.emplace(type, *std::move(found)).first->second;
}

// None when the index is too far behind to be used.
Result<std::optional<WordView::Resources>> WordView::look_for_doubtful(NameId type, std::int64_t latest)
{
    TRY(use_file());
    // First how far the index is, then what lies beyond: what comes to it in between is then told twice.
    const auto facts = m_file ? TRY(m_file->facts()) : WordFacts();
    // What was read by other definitions, or from other rows, is about to be made anew.
    if (m_file && facts.edition != m_reader->edition())
        return std::optional<Resources>();
    Resources resources;
    auto tail = TRY(m_store.prepare("SELECT resource FROM version WHERE type=? AND sequence>? LIMIT ?"));
    tail.bind(type, facts.indexed_to, limits::words_tail_max + 1);
    while (TRY(tail.step()))
        resources.push_back(tail.integer(0));
    if (resources.size() > limits::words_tail_max)
        return std::optional<Resources>();
    if (m_file) {
        TRY(add_listed(type, latest, resources));
        if (TRY(m_file->facts()).listed_from > latest)
            return Error{Kind::busy, "too much was written since this search began; try again"};
    }
    make_set(resources);
    return std::optional(std::move(resources));
}

// What the index has of versions after this moment, and what it could not read.
Result<void> WordView::add_listed(NameId type, std::int64_t latest, Resources& resources)
{
    auto changed = TRY(m_file->connection().prepare("SELECT resource FROM changed WHERE sequence>? AND type=?"));
    changed.bind(latest, type);
    while (TRY(changed.step()))
        resources.push_back(changed.integer(0));
    auto unread = TRY(m_file->connection().prepare("SELECT resource FROM unread WHERE type=?"));
    unread.bind(type);
    while (TRY(unread.step()))
        resources.push_back(unread.integer(0));
    return {};
}

// Hits that were found in one file are not looked up in another.
Result<void> WordView::use_file()
{
    const auto generation = m_index.generation();
    if (generation == m_generation)
        return {};
    if (!m_hits.empty())
        return come_back_later();
    m_file.reset();
    m_generation = 0;
    if (generation == 0)
        return {};
    auto file = WordFile::open(m_index.path(), WordFile::Use::read);
    if (!file)
        return come_back_later();
    m_file = *std::move(file);
    m_generation = generation;
    return {};
}

Result<void> WordView::refuse_if_not_covered(std::string_view parameter_name)
{
    const auto* edition = m_reader->edition_of_added(parameter_name);
    const bool is_published = edition == nullptr && m_reader->knows(parameter_name);
    if (is_published || (edition != nullptr && TRY(m_file->covers(parameter_name, *edition))))
        return {};
    return Error{Kind::busy, "the words of a search parameter are being indexed; try again later"};
}

Result<bool> WordView::says(ResourceId resource, const WordQuestion& question)
{
    auto statement = TRY(m_store.prepare("SELECT v.body FROM resource r CROSS JOIN version v ON v.sequence=r.sequence"
                                         " WHERE r.id=? AND r.is_living"));
    statement.bind(resource);
    if (!TRY(statement.step()))
        return false;
    m_store.charge(limits::words_steps_of_reading);
    const auto said = TRY(m_reader->read(TRY(unpack_body(statement.text(0)))));
    switch (question.kind) {
    case TermKind::narrative: return holds_all(said.narrative, question.words);
    case TermKind::content: return holds_all(said.content, question.words);
    case TermKind::coded: break;
    case TermKind::letters: return true;
    }
    const auto* words = said.of_parameter(question.parameter);
    return words != nullptr && holds_all(*words, question.words);
}

}  // namespace helselos::store::sqlite
