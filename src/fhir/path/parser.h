// Tokens to a program (http://hl7.org/fhirpath/N1/grammar.html).
#pragma once

#include "base/result.h"
#include "fhir/path/program.h"

#include <memory>
#include <string_view>

namespace helselos::fhir::path {

// Errors as path::compile.
Result<std::shared_ptr<const Program>> parse(std::string_view text);

// "<=", "implies" ...
std::string_view operator_sign(Operator operation);

// "day", "days": the words that make a number a quantity of time.
bool is_calendar_word(std::string_view word);

}  // namespace helselos::fhir::path
