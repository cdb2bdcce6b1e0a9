// The terms under which a resource stands in the index of words, and how they are asked.
//
// A term says what it is of, so that one index serves all questions and each walks only what belongs to it:
//     n7_word     a word of the narrative of a resource of type 7
//     c7_word     of its content
//     k12_word    of what token parameter 12 yields; numbered by the index of words itself
//     t31_abc     three letters on end in a value of string parameter 31; numbered by the store
#pragma once

#include "fhir/search/query.h"
#include "fhir/search/words.h"
#include "store/sqlite/kept.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::store::sqlite {

enum class TermKind : char { narrative = 'n', content = 'c', coded = 'k', letters = 't' };

std::string term_start(TermKind kind, std::int64_t number);

// All terms of a resource, parted by spaces: what the index is given.
using NumberOf = std::function<Result<std::int64_t>(std::string_view parameter_name)>;
Result<std::string> terms_of(std::string_view type_name, NameId type, const fhir::search::SaidWords& said,
    std::string_view kept_rows, const NumberOf& number_of);

// Each three letters on end, with what parts terms made alike: the same for values and for questions.
// None when the text is shorter.
std::vector<std::string> letters_on_end(std::string_view folded);

// What was asked, split as what is kept is split; empty when no letter or digit is in it.
std::vector<fhir::search::Words::Word> resplit(const std::vector<fhir::search::Words::Word>& words);

// For MATCH.
std::string match_of_words(std::string_view start, const std::vector<fhir::search::Words::Word>& words);
std::string match_of_letters(std::string_view start, const std::vector<std::string>& letters);

bool holds_all(const fhir::search::WordSet& said, const std::vector<fhir::search::Words::Word>& words);

}  // namespace helselos::store::sqlite
