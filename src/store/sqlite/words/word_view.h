// Words asked of one moment of the store.
//
// Exact whatever the index has seen: a resource that has another version in the moment than in the index is looked
// at directly, as is one that may stand under terms it no longer has.
#pragma once

#include "fhir/search/query.h"
#include "store/sqlite/words/terms.h"
#include "store/sqlite/words/word_index.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

class WordView;
class WordSeeker;

// What is asked: one kind of words of resources of one type.
struct WordQuestion {
    TermKind kind = TermKind::content;
    std::string parameter;  // Of TermKind::coded.
    std::vector<fhir::search::Words::Word> words;
};

// The resources that answer a question; statements walk them (word_hits_table.h).
struct WordHits {
    WordView* view = nullptr;
    std::string match;                 // Of the index; empty: nothing in it answers.
    std::vector<ResourceId> doubtful;  // Whatever the index says of these does not count. Sorted, as the next.
    std::vector<ResourceId> found;     // Those of them that answer.
    // Those the index has and that may have changed since must be looked at. Not for letters: there every hit is
    // checked against the kept rows anyway.
    bool looks_at_stale = true;
    WordQuestion question;
    // For who asks one resource after the other. Shared with nobody; a plain owner could not be moved along here.
    mutable std::shared_ptr<WordSeeker> seeker;
};

class WordView {
public:
    // Whether a search may wait for the index to come on: not in the writer, which others wait for.
    enum class Waits : std::uint8_t { yes, no };

    WordView(WordIndex& index, Connection& store, Waits waits) : m_index(index), m_store(store), m_waits(waits) {}

    // Living resources of the type that say the words. Valid until end(). None: no resource does.
    // Errors: busy (the index is too far behind: come back later), fault (a resource cannot be read).
    Result<const WordHits*> find(const std::string& type_name, NameId type, WordQuestion question);

    // Resources of the type that may have a value of a string parameter with one of the texts in it; each text has
    // three letters at least. The kept rows decide. The same errors, but never waits.
    struct Letters {
        NameId type = 0;
        NameId parameter = 0;
        std::string parameter_name;  // "Patient.name".
        std::vector<std::string> any_of;
    };
    Result<const WordHits*> find_letters(const Letters& asked);

    // The moment is over.
    void end();

    // For what walks the hits.
    Connection& index_connection() { return m_file->connection(); }
    Result<bool> says(ResourceId resource, const WordQuestion& question);
    // What is answered when the file fails: one that is damaged is made anew.
    Error explain(Error error);

private:
    using Resources = std::vector<ResourceId>;

    Result<WordHits> find_all(const std::string& type_name, NameId type, WordQuestion question);
    Result<const Resources*> doubtful(NameId type, Waits waits);
    Result<std::optional<Resources>> look_for_doubtful(NameId type, std::int64_t latest);
    Result<void> use_file();
    Result<void> refuse_if_not_covered(std::string_view parameter_name);
    Result<void> add_listed(NameId type, std::int64_t latest, Resources& resources);
    Result<std::string> match_of(const std::string& type_name, NameId type, const WordQuestion& question);
    const WordHits* keep(WordHits hits) { return &m_hits.emplace_back(std::move(hits)); }

    WordIndex& m_index;
    Connection& m_store;
    const Waits m_waits;
    std::unique_ptr<WordFile> m_file;
    std::uint64_t m_generation = 0;  // Of m_file.
    SharedWordReader m_reader;       // Of this moment.
    std::map<NameId, Resources> m_doubtful;
    std::deque<WordHits> m_hits;
};

}  // namespace helselos::store::sqlite
