// What happens when personnel record what an assessed problem really was.
//
// The dispatcher calls this for each RiskAssessment that was written, in the order of
// commit, after the writer's caller has its answer. After a crash it may be called again
// with the same event: the comparison carries the event's number as its id, so doing it
// twice changes nothing.
#pragma once

#include "event/event.h"
#include "json/draft.h"

#include <optional>
#include <string>

namespace helselos::insight {

// The resident's level beside that of personnel, without identity: the raw material of the
// statistics on under- and over-triage.
struct Comparison {
    std::string complaint;        // Code of the complaint.
    std::string advised;          // The calculator's level.
    std::string found;            // Personnel's level.
    std::string diagnosis;        // ICPC-2, or empty.
    std::string content_version;  // Of the rules that advised.
};

// Pure: no clock, no store, no network. None when `outcome` is no answer to an assessment, or
// `advised` is no assessment by the calculator.
std::optional<Comparison> compare(json::Value outcome, json::Value advised);

// The assessment that `outcome` answers: "RiskAssessment/5", or empty.
std::string answered_assessment(json::Value outcome);

// As an Observation without a subject. The day is kept, the time of day is not.
json::Draft to_observation(const Comparison& comparison, const event::Event& event);
std::string observation_id(const event::Event& event);

}  // namespace helselos::insight
