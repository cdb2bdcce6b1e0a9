// What a person's own words seem to say about the findings. Proposals only: each is shown to the
// person, who confirms or rejects it; nothing is taken as answered.
#pragma once

#include "services/triage/content.h"
#include "json/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::triage {

struct Proposal {
    FindingIndex finding = 0;
    bool is_denied = false;  // "ikke feber".
    std::string words;       // What was read so, as it was written.
};

// Ready to read texts in any of the languages. Known of each yes-no finding are its everyday words
// (`said` in the content) and its short statement.
class TextReader {
public:
    explicit TextReader(const Content& content);

    // Each finding at most once, in the order of the text. A finding both said and denied is left
    // out: the words are not clear. At most limits::triage_text_bytes_max are read.
    std::vector<Proposal> read(std::string_view text) const;

private:
    struct Said {
        FindingIndex finding = 0;
        std::vector<std::string> words;  // Folded.
    };

    std::vector<Said> m_said;
};

// The operation $findings-in-text: Parameters with `text` and, if only what a complaint asks is of
// interest, `complaint`; answers Parameters with a `finding` for each proposal (parts: id, question,
// present, words). Errors: invalid (no text, a complaint that is not known).
Result<json::Document> findings_in_text(const Content& content, const TextReader& reader, json::Value parameters);

}  // namespace helselos::triage
