// What is wrong with an expression before it is evaluated on anything: names that no type has,
// operands and arguments that can never fit, unknown types and variables
// (http://hl7.org/fhirpath/N1/#type-safety-and-strict-evaluation).
//
// Only what fails or yields nothing on every resource is an error; where a type cannot be told
// (children(), resolve(), an element of any type), nothing is said.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/path/path.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::path {

enum class Order : std::uint8_t {
    as_written,  // children() come in the order of the resource, as this evaluator gives them.
    undefined,   // As the specification has it: what depends on their order is an error.
};

struct CheckOptions {
    // Of %resource and %rootResource; null: any resource.
    const Type* resource = nullptr;
    // Further %names that the evaluation will know, without the percent sign; of any type.
    std::vector<std::string> variables = {};
    Order order = Order::as_written;
};

struct SemanticError {
    std::string reason;        // "FHIRPath: FHIR.Patient has no element nmae (line 1, column 9)"
    std::size_t position = 0;  // In bytes, from the start of the expression.
};

struct Checked {
    std::vector<SemanticError> errors;  // At most limits::path_check_errors_max.
    // What it yields: "FHIR.HumanName", "System.Boolean"; empty when that is not known, or nothing.
    std::vector<std::string> types;
};

// `focus`: the types the focus may have, of which one that fits is enough; none, or null among them: any.
// Not more than limits::path_check_steps_max steps; beyond them types are no longer followed.
Checked check(const Expression& expression, std::span<const Type* const> focus, const Definitions& definitions,
    const CheckOptions& options = {});

// The same as a Result. The error is unprocessable, and names the first mistake.
Result<void> checked(const Expression& expression, std::span<const Type* const> focus, const Definitions& definitions,
    const CheckOptions& options = {});

}  // namespace helselos::fhir::path
