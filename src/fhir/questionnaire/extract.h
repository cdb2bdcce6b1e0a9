// Records made of the answers to a form (http://hl7.org/fhir/uv/sdc/STU3/extraction.html): Observations of questions
// with observationExtract, resources of templates with templateExtract and templateExtractBundle, and resources built
// by the definition of items with definitionExtract.
//
// Pure. The answers are taken to be judged already (judge.h).
#pragma once

#include "base/clock.h"
#include "base/issue.h"
#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/draft.h"
#include "json/value.h"

#include <functional>
#include <string>

namespace helselos::fhir::questionnaire {

struct Extraction {
    json::Value response;
    json::Value questionnaire;
    const Definitions& definitions;
    Instant now;
    std::function<std::string()> new_uuid;
};

struct Extracted {
    json::Draft bundle;  // Of type transaction; absent when there is nothing to extract.
    Issues issues;       // What was left out and why. Never an answer's value.
};

// Errors: unprocessable (the response does not say that it is whole), those of Form::read, too_large
// (limits::form_entries_max, form_nodes_made_max).
Result<Extracted> extract(const Extraction& extraction);

}  // namespace helselos::fhir::questionnaire
