// What a resource says in words: what _text, _content and :text are asked of.
//
//     const auto reader = TRY(WordReader::create(Parameters::of(Definitions::r4())));
//     const auto said = TRY(reader.read(resource));
#pragma once

#include "base/result.h"
#include "fhir/search/parameters.h"
#include "json/value.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos::fhir::search {

// The words of a text, folded: runs of letters and digits. Longer ones are cut at
// limits::search_word_bytes_max, at a whole character. The same for what is kept and what is asked.
std::vector<std::string> words_of(std::string_view text);

// The text of an XHTML narrative without its markup. Whatever bytes it is given, it ends.
std::string text_of_narrative(std::string_view xhtml);

// Sorted, without doubles.
using WordSet = std::vector<std::string>;

// Whether all are there. Both as WordSets are.
bool holds_word(const WordSet& words, std::string_view word);
bool holds_word_with_start(const WordSet& words, std::string_view start);

struct CodedWords {
    std::string parameter;  // "code".
    WordSet words;
};

struct SaidWords {
    WordSet narrative;  // Of Resource.text.
    // Of every string, markdown and code, and of all narratives. Not of ids, addresses (uris, urls, references),
    // dates, numbers and base64.
    WordSet content;
    // Of the token parameters, what :text is asked of (http://hl7.org/fhir/R4/search.html#token):
    // CodeableConcept.text, Coding.display and Identifier.type.text. Sorted by parameter; those with words only.
    std::vector<CodedWords> coded;

    const WordSet* of_parameter(std::string_view parameter) const;  // Null when there are none.
};

class WordReader {
public:
    // Error fault: the expression of a parameter cannot be compiled.
    static Result<WordReader> create(Parameters::Shared parameters);

    WordReader(WordReader&&) noexcept;
    WordReader& operator=(WordReader&&) noexcept;
    ~WordReader();

    // The resource is taken to be valid; of one that is not, what can be read is read. For any number of threads at
    // once. Errors: too_costly, unprocessable (an expression could not be evaluated; the reason names the parameter).
    Result<SaidWords> read(json::Value resource) const;
    // The same of its text as JSON. Errors of json::read too.
    Result<SaidWords> read(std::string_view body) const;

    // Another when read() may give something else for the same resource, added parameters left aside: what was
    // kept of it is then of no use.
    const std::string& edition() const;
    // The added parameters that are ready, which are read too: "Observation.my-code" and an edition each, sorted by
    // name.
    using AddedEditions = std::vector<std::pair<std::string, std::string>>;
    const AddedEditions& added() const;
    // Whether the parameter is read at all; false of an added one that is not ready, or not yet known here.
    bool knows(std::string_view parameter_name) const;
    // Null for one of R4.
    const std::string* edition_of_added(std::string_view parameter_name) const;

private:
    struct Plans;
    explicit WordReader(std::unique_ptr<const Plans> plans);

    std::unique_ptr<const Plans> m_plans;
};

}  // namespace helselos::fhir::search
