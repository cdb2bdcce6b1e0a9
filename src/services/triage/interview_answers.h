// Reading what a person has answered so far from an SDC adaptive QuestionnaireResponse.
// Spec: http://hl7.org/fhir/uv/sdc/adaptive.html and docs/guides/integrator/first-journey.md.
#pragma once

#include "services/triage/content.h"
#include "json/value.h"

namespace helselos::triage {

struct GivenInterview {
    json::Value response;       // The QuestionnaireResponse, in the caller's document.
    json::Value questionnaire;  // Its contained Questionnaire.
    const Protocol* protocol = nullptr;
    Language language = Language::nb;
    Answers answers;
    std::vector<FindingIndex> order;  // The findings that stand there, answered or not, in order.
};

// The QuestionnaireResponse itself, or that of a Parameters with the part
// `questionnaire-response`. Absent when there is none.
json::Value response_in(json::Value body);

// Errors carry the element: invalid for a broken form; unprocessable for an unknown complaint
// or linkId, a value out of range, an answer of the wrong kind, or a contained questionnaire
// that is not what this server asked.
Result<GivenInterview> read_interview(const Content& content, json::Value response);

}  // namespace helselos::triage
