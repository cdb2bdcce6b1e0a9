// Words and letters of a search as conditions.
#pragma once

#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

// Unsupported when the store keeps no index of words; invalid when there is no letter or digit in what is asked;
// busy when the index is too far behind.
Result<Condition> words_condition(Inquiry& inquiry, const std::string& type, const fhir::search::Words& words);

// Gives a condition on the rows of a string parameter another driver, when all it asks for are texts in the middle of
// values, of three letters or more, and the index has come far enough. Else it is left as it is.
Result<void> drive_by_letters(const Inquiry& inquiry, Condition& condition);

}  // namespace helselos::store::sqlite
