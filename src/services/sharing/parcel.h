// What is made when a resident shares one assessment: the answers, the assessment, the
// consent that lets the recipient see them, where they come from (provenance.h), and the task on the recipient's
// worklist.
//
// Pure: ids and time are handed in.
#pragma once

#include "base/clock.h"
#include "json/draft.h"

#include <string>
#include <vector>

namespace helselos::sharing {

struct Ids {
    std::string response;
    std::string assessment;
    std::string consent;
    std::string task;
    std::string provenance;
};

struct Sharing {
    Ids ids;
    Instant now;
    std::string patient;       // "Patient/1"; empty when anonymous.
    std::string source;        // Who answered: "Patient/1", a parent; empty when anonymous.
    std::string recipient;     // "Organization/2", "HealthcareService/3"; empty when a code is given out instead.
    std::string organization;  // The recipient itself, or who offers the service.
    std::string code_digest;   // Of the code; empty when there is a recipient.
    Instant code_expires;
    std::string own_words;
    std::string medicines;
    bool may_forward = true;                 // The recipient may pass it on to who is to help.
    int priority = 1;                        // On the worklist (worklist_priority.h).
    std::vector<std::string> pictures = {};  // "DocumentReference/4", "Binary/5": what the recipient sees besides.
};

// The answers as they are kept: whose they are and when they were given.
json::Document kept_response(json::Value response, const Sharing& sharing);
json::Document kept_assessment(json::Value assessment, const Sharing& sharing);
json::Draft consent_of(const Sharing& sharing);
json::Draft task_of(const Sharing& sharing, json::Value assessment);

// One whom a consent lets see.
json::Draft consent_actor(const std::string& organization);

}  // namespace helselos::sharing
