// The door of SQL on FHIR: a ViewDefinition, checked and compiled once, gives the rows of any number of resources
// (https://sql-on-fhir.org/ig/latest/StructureDefinition-ViewDefinition.html).
//
//     const auto view = TRY(view_definition::compile(definition, Definitions::r4()));
//     view_definition::Evaluation evaluation(view, Definitions::r4());
//     TRY(evaluation.rows_of(patient, sink));
//
// Pure: no clock, no network. Where our reading of the specification is a choice,
// docs/decisions/0031-view-definitions.md tells it.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <memory>
#include <string>
#include <vector>

namespace helselos::fhir::view_definition {

struct Plan;

struct Column {
    std::string name;
    std::string type;  // "code"; as the definition says or, when it does not, its path; empty when neither tells.
    bool is_collection = false;
    std::string element;  // Where it is defined: "ViewDefinition.select[0].column[1]".
};

// Immutable, cheap to copy, for any thread.
class View {
public:
    explicit View(std::shared_ptr<const Plan> plan) : m_plan(std::move(plan)) {}

    const std::string& name() const;      // Empty when it has none.
    const std::string& resource() const;  // "Patient".
    const std::vector<Column>& columns() const;
    const Plan& plan() const { return *m_plan; }

private:
    // Shared by the copies, which go to several threads.
    std::shared_ptr<const Plan> m_plan;
};

// Error unprocessable, with an issue for each fault and the element it is in: an element that is not there, a path
// that is not FHIRPath or is mistaken about the types, a name that is used twice, parts of a unionAll that differ.
// The definitions have to outlive the view.
Result<View> compile(json::Value definition, const Definitions& definitions);

}  // namespace helselos::fhir::view_definition
