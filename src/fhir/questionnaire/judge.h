// What is wrong with a QuestionnaireResponse, judged by the Questionnaire it answers
// (http://hl7.org/fhir/R4/questionnaireresponse.html#notes and http://hl7.org/fhir/uv/sdc/STU3/behavior.html).
//
//     const auto issues = questionnaire::judge(response, form, {.definitions = Definitions::r4()});
//
// Pure. What the base definition of QuestionnaireResponse says is judged elsewhere (fhir/validation).
#pragma once

#include "base/clock.h"
#include "base/issue.h"
#include "fhir/definitions/definitions.h"
#include "fhir/terminology/compose.h"
#include "json/value.h"

#include <functional>
#include <optional>
#include <string_view>

namespace helselos::fhir::questionnaire {

// Whether a code is in a value set: by address, or, where `contained` exists, in that one. Unknown when it is not told.
using MemberOf = std::function<terminology::Membership(
    json::Value contained, std::string_view url, std::string_view system, std::string_view code)>;

struct Grounds {
    const Definitions& definitions;
    MemberOf member_of = {};          // Without it no answerValueSet can be decided.
    std::optional<Instant> now = {};  // For expressions that ask what day it is.
};

// Errors: what the form refuses. Warnings and information: what it only advises against, and what could not be decided,
// each with its reason; nothing is passed over. A response in progress, stopped or entered in error may lack answers;
// what it has is judged all the same. When the budgets run out, an error with code too-costly says so. Issues name
// rules and places, never an answer. At most limits::form_issues_max of them.
Issues judge(json::Value response, json::Value questionnaire, const Grounds& grounds);

// Whether the response says it is whole: completed or amended.
bool is_whole(json::Value response);

}  // namespace helselos::fhir::questionnaire
