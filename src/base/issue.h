// What is wrong with given data, and where.
//
// The severities and codes are those of FHIR R4 OperationOutcome.issue
// (http://hl7.org/fhir/R4/valueset-issue-type.html).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace helselos {

enum class Severity : std::uint8_t { fatal, error, warning, information };

struct Issue {
    Severity severity = Severity::error;
    std::string code;     // A FHIR issue type: "structure", "required", "value", "invariant", "not-supported" ...
    std::string element;  // FHIRPath of the element: "Patient.name[0].given[1]". Empty for the whole.
    std::string text;     // For the sender. May name a rule or an element, never a value from the record.
};

using Issues = std::vector<Issue>;

// True when at least one issue is an error or fatal.
bool has_error(const Issues& issues);

}  // namespace helselos
