// The content for readers of other houses: each protocol as PlanDefinition, Questionnaire and
// Library (HL7 Clinical Practice Guidelines, CPG on FHIR; SDC for the form). Made from what the
// engine runs, so that they cannot say anything else.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "services/triage/content.h"
#include "json/draft.h"
#include "json/value.h"

namespace helselos::triage {

inline constexpr std::string_view plan_definition_address = "https://helselos.no/fhir/PlanDefinition/";
inline constexpr std::string_view library_address = "https://helselos.no/fhir/Library/";

// All that the protocol may ask, each question shown when its condition allows it.
json::Draft questionnaire_of(const Content& content, const Protocol& protocol);

// An action for each rule: its condition, its level and time limit, why, and the evidence. What a
// rule counts while it is neither held nor ruled out is an action of its own. All that apply are
// taken; the most urgent is the advice.
json::Draft plan_definition_of(const Content& content, const Protocol& protocol);

// Holds the protocol as its editors wrote it and as a table for pages that show it (protocol_table.h), and names what
// the others depend on. `folder`: where the content was read from; `proof`: what was proved of the protocol, absent
// when that is not known. Errors: not_found, invalid.
Result<json::Draft> library_of(const Content& content, const Protocol& protocol, const std::filesystem::path& folder,
    const json::Draft& proof = {});

// PlanDefinition/$apply (http://hl7.org/fhir/R4/plandefinition-operation-apply.html): the conditions of
// this PlanDefinition evaluated over a QuestionnaireResponse; a CarePlan with the RequestGroup of
// what applies, most urgent first. Errors: invalid (no such parameters), unprocessable (a condition
// that cannot be evaluated).
Result<json::Document> apply(json::Value plan_definition, json::Value parameters, Instant now);

}  // namespace helselos::triage
