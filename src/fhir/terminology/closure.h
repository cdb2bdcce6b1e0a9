// http://hl7.org/fhir/R4/conceptmap-operation-closure.html: a client's table of which of its concepts subsume which,
// kept complete as concepts are added.
#pragma once

#include "fhir/terminology/coded_value.h"
#include "json/draft.h"

#include <cstdint>
#include <string>
#include <vector>

namespace helselos::fhir::terminology {

struct ClosureTable {
    struct Member {
        std::string system;
        std::string code;
        std::uint64_t since = 0;  // The version of the table it came with.
    };
    std::string name;
    std::uint64_t version = 0;
    std::vector<Member> members;
};

// One version more, when any of them is new. Errors: those of known_concept (then nothing is added), too_large
// (limits::closure_concepts_max).
Result<void> add_to_closure(ClosureTable& table, const Source& source, const std::vector<CodedValue>& values);

// A ConceptMap of what the table knows more than at a version, without status and date of its own: the broader is the
// target, and subsumes. Errors: invalid (the table was never at this version), not_found (a system is no longer here).
Result<json::Draft> closure_since(const ClosureTable& table, const Source& source, std::uint64_t version);

}  // namespace helselos::fhir::terminology
