// What an expression yields, as JSON: a value as an element has it, and an answer as its question wants it. Of concern
// to this room only.
#pragma once

#include "fhir/path/item.h"
#include "json/draft.h"

#include <string>
#include <string_view>
#include <utility>

namespace helselos::fhir::questionnaire {

// Elements as they are, System values as FHIR writes them. Absent when there is no value.
json::Draft draft_of(const path::Item& item);

// "valueQuantity" and its value; absent when the item cannot be an answer to this question.
using NamedValue = std::pair<std::string, json::Draft>;
NamedValue answer_of(const path::Item& item, json::Value question);

}  // namespace helselos::fhir::questionnaire
