// Views of resources as tables: $viewdefinition-run, at the type also under its first name, $run
// (https://sql-on-fhir.org/ig/OperationDefinition/ViewDefinitionRun).
#pragma once

#include "interaction/operation.h"

namespace helselos::interaction {

// A view that is sent (viewResource), stored (viewReference, viewCanonical, or the instance in the address), run over
// resources that are sent (resource, Bundles opened) or over what the caller may see in the store, page by page.
// patient, group and _since narrow it, _limit ends it. The form is that of _format or of Accept: ndjson when neither
// says; a Binary when Accept wants FHIR.
//
// Errors: invalid (a parameter, or none or several views), unsupported (a parameter or a form that is not offered),
// not_found (the view, the group), too_large (an answer over limits::view_answer_bytes_max), and those of
// view_definition::compile and of its Evaluation.
Result<OperationAnswer> run_view(const OperationRequest& request);

// At its three addresses.
void add_run_view(Operations& operations);

}  // namespace helselos::interaction
