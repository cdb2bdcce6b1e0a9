// The severity calculator over FHIR: SDC's $next-question, and $assess.
// The contract is docs/guides/integrator/first-journey.md, sections 2 and 3.
#pragma once

#include "base/clock.h"
#include "services/triage/content.h"
#include "services/triage/questions.h"
#include "json/value.h"

namespace helselos::triage {

// Body and answer: a QuestionnaireResponse, or Parameters with the part
// `questionnaire-response`. Keeps nothing; the same body gives the same answer. Everything in
// the response that is not of the interview is given back as it was. `questions` are of `content`, and are lent to the
// answer: it must not outlive them.
// Errors (with element): invalid, unprocessable.
Result<json::Document> next_question(const Content& content, const Questions& questions, json::Value body);

// From a finished interview to a RiskAssessment. Unprocessable when a question that could
// change the outcome is still open; otherwise errors as above.
Result<json::Document> assess_response(const Content& content, json::Value body, Instant now);

}  // namespace helselos::triage
