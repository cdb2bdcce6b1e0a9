// What is asked of a text: _text, _content and :text (http://hl7.org/fhir/R4/search.html#content).
//
//     headache fever        both words, anywhere in the text      (AND between them says the same)
//     migren*               a word that begins so
//     headache OR migraine  one or the other; so does a comma
//     NOT child             the word is not there
//
// Words in quotes that must stand together, and parentheses, are refused: what is kept of a text is its words.
#pragma once

#include "fhir/search/grounds.h"
#include "fhir/search/query.h"

#include <string>
#include <string_view>

namespace helselos::fhir::search {

// Errors: invalid (no word in it, OR or NOT without one), unsupported (see above), too_large
// (limits::search_words_max).
Result<Clause> parse_words(const Asking& asking, Words::In in, const std::string& parameter, std::string_view value);

}  // namespace helselos::fhir::search
