// The door of FHIRPath: text to Expression, Expression and focus to Collection
// (http://hl7.org/fhirpath/N1/ and http://hl7.org/fhir/R4/fhirpath.html).
//
//     const auto expression = TRY(path::compile("name.where(use = 'official').family"));
//     path::Environment environment(Definitions::r4());
//     const auto names = TRY(path::evaluate(expression, path::Item::of_resource(patient, Definitions::r4()),
//     environment));
//
// Pure: no clock, no network, nothing kept between calls but what the Environment holds.
// Where our reading of the specification is a choice, docs/decisions/0006-fhirpath.md tells it.
#pragma once

#include "base/result.h"
#include "fhir/path/environment.h"
#include "fhir/path/item.h"

#include <memory>
#include <string_view>

namespace helselos::fhir::path {

struct Program;

// A compiled expression: immutable, cheap to copy, for any thread.
class Expression {
public:
    Expression() = default;  // Of nothing; evaluates to the empty collection.
    explicit Expression(std::shared_ptr<const Program> program);

    std::string_view text() const;  // As it was written.
    const Program* program() const { return m_program.get(); }
    const std::shared_ptr<const Program>& shared_program() const { return m_program; }

private:
    // Shared by all copies; whoever caches expressions hands copies to many threads.
    std::shared_ptr<const Program> m_program;
};

// Errors: invalid (not FHIRPath; the reason gives line and column), unsupported (a function that
// is not known), too_large (limits::path_expression_bytes_max, path_depth_max).
Result<Expression> compile(std::string_view text);

// Errors: too_costly (the budget ran out), unprocessable (an operand or argument of the wrong type,
// several items where one was demanded, an unknown type or variable), unsupported (something this
// environment does not offer: time, a value set, a profile).
// The items are valid while focus, definitions and environment live and `forget` was not called.
Result<Collection> evaluate(const Expression& expression, const Item& focus, Environment& environment);

// What an invariant or a where-clause asks. One item that is not a Boolean counts as true, as
// FHIRPath's singleton evaluation has it; several items are unprocessable.
enum class Truth : std::uint8_t { no, yes, unknown };  // unknown: the empty collection.
Result<Truth> truth_of(const Expression& expression, const Item& focus, Environment& environment);

// Whether an invariant is satisfied: only `yes` counts, as in the FHIR reference validator.
// The memory used is given back.
Result<bool> holds(const Expression& expression, const Item& focus, Environment& environment);

}  // namespace helselos::fhir::path
