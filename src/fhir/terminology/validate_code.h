// http://hl7.org/fhir/R4/codesystem-operation-validate-code.html and
// http://hl7.org/fhir/R4/valueset-operation-validate-code.html
//
// What cannot be decided here is an error and never `result` false: a code that nobody could look up is not wrong.
#pragma once

#include "fhir/terminology/coded_value.h"
#include "json/draft.h"

namespace helselos::fhir::terminology {

struct ValidateCodeRequest {
    std::vector<CodedValue> values;  // One of them has to be right.
    std::string_view language = {};  // Of the display in the answer.
    bool is_abstract_allowed = true;
};

// Whether they are codes of a system. Codings of other systems are passed over. Errors: invalid (no code), those of
// system_of, unprocessable (it cannot be decided).
Result<json::Draft> validate_in_system(
    const Source& source, std::string_view system, const ValidateCodeRequest& request);

// A value set by its address, or its definition.
struct AskedSet {
    std::string_view url;
    json::Value definition = {};  // Absent: the source is asked by the address.
};

// Whether they are in a set. A value without a system is looked for in all of them. Errors: invalid (no code),
// unprocessable (it cannot be decided; its issues say why).
Result<json::Draft> validate_in_set(const Source& source, const AskedSet& set, const ValidateCodeRequest& request);

}  // namespace helselos::fhir::terminology
