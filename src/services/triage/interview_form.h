// How findings look as items of a Questionnaire and a QuestionnaireResponse.
#pragma once

#include "services/triage/content.h"
#include "json/draft.h"

namespace helselos::triage {

// FHIR's item.type: choice, quantity, integer or decimal.
std::string_view item_type(const Finding& finding);

// What the contained Questionnaire carries as its version: changes with any of the content.
std::string questionnaire_version(const Content& content, const Protocol& protocol);

json::Draft question_item(const Finding& finding, Language language, Speaks speaks);
json::Draft group_item(const Group& group, Language language, Speaks speaks);

// The answer to a question as question_item() made it, lent from it as far as it stands there. Without `answer` when it
// is open.
json::Draft response_item(json::Value question, const Finding& finding, const Answer& answer, Language language);

// An extension of our own: {"url": ".../<name>", "<member>": value}.
json::Draft extension(std::string_view name, std::string_view member, json::Draft value);

json::Draft coding(std::string_view system, std::string_view code, std::string_view display);

// The statement for summaries: "Feber, høyeste måling 38,5 °C". Empty for an open answer.
std::string statement(const Finding& finding, const Answer& answer, Language language, Speaks speaks);

}  // namespace helselos::triage
