// What was shared, told for a person who reads: the same for a FHIR narrative and for paper.
//
// Pure. In bokmål, for personnel in Norway.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "json/value.h"

#include <string>
#include <vector>

namespace helselos::sharing {

// The resources of one sharing, as far as the reader may see them; what is absent is not told.
struct SharedParts {
    json::Value task;
    json::Value assessment;
    json::Value response;
    json::Value provenance;
    json::Value patient;
    json::Value organization;
    std::vector<json::Value> pictures;  // DocumentReferences.
};

struct Section {
    std::string title;
    std::string code;                     // LOINC; empty: none.
    std::vector<std::string> lines;       // Empty: nothing was said of it, which is told.
    std::vector<std::string> references;  // What it rests on.
};

struct Account {
    std::string title;
    std::vector<std::pair<std::string, std::string>> facts;  // "Nivå": "Haster".
    std::vector<Section> sections;
};

Result<Account> account_of(const SharedParts& parts);

// "22.11.2026 kl. 08.31", by the clock in Oslo. Error invalid: no instant.
Result<std::string> to_read(std::string_view instant);

}  // namespace helselos::sharing
