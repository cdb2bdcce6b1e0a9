// Finding a complaint or a diagnosis by a person's own words, behind ValueSet/$expand.
#pragma once

#include "base/clock.h"
#include "services/triage/content.h"
#include "json/value.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::triage {

// Lower case, without accents: "Sår hals" to "sar hals"; æ as ae, ø as o, å as a. What is no
// letter or digit becomes a space.
std::string folded(std::string_view text);

using Points = double;  // floating point: how well words fit, no value of care.

struct Phrase {
    std::size_t entry = 0;
    std::vector<std::string> words;  // Folded.
    bool is_title = false;
};

// Titles and synonyms, ready to be asked.
class PhraseIndex {
public:
    void add(std::size_t entry, std::string_view phrase, bool is_title);

    // The entries of which a phrase fits, best first. Each word of the filter counts as itself,
    // as the beginning or the last part of a word, or with a small slip of the finger, and the more
    // the fewer entries have it; small words ("i", "har", "the") do not count.
    // A filter of nothing else fits everything.
    std::vector<std::size_t> find(std::string_view filter) const;

private:
    Points weight(const std::string& word) const;

    std::vector<Phrase> m_phrases;
    std::size_t m_entries = 0;
    std::map<std::string, std::set<std::size_t>, std::less<>> m_entries_with;
};

// Codes with titles from a file of lines "code<tab>title".
struct Terms {
    struct Term {
        std::string code;
        std::string title;
    };

    std::vector<Term> terms;
    PhraseIndex index;
};

// Refuses a line without a tab and a code that stands twice. Lines that begin with # are remarks.
Result<Terms> load_terms(const std::filesystem::path& file);

PhraseIndex complaint_index(const Content& content);

// ValueSets with an expansion, as $expand answers.
json::Document expand_complaints(const Content& content, const PhraseIndex& index, std::string_view filter,
    Language language, std::size_t count_max, Instant now);
json::Document expand_icpc_2(const Terms& terms, std::string_view filter, std::size_t count_max, Instant now);

}  // namespace helselos::triage
