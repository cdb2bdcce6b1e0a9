// Where a shared assessment comes from: the answers of a person, by the content in force, by these rules.
//
// Pure but for where_it_stands(): ids and time are handed in.
#pragma once

#include "access/session.h"
#include "services/sharing/parcel.h"

namespace helselos::sharing {

// The version of a resource that is kept: "PlanDefinition/headache/_history/3"; empty when it is not kept.
struct Content {
    std::string plan_definition;
    std::string library;
};

// The protocol an assessment was made by, as this server keeps it: none where what it keeps is of other content.
Result<Content> where_it_stands(access::Session& session, json::Value assessment);

// http://hl7.org/fhir/R4/provenance.html: the answers and the assessment (target), who gave the answers and what
// assessed them (agent), the protocol with its version and each rule that fired (entity).
json::Draft provenance_of(const Sharing& sharing, json::Value assessment, const Content& content);

}  // namespace helselos::sharing
