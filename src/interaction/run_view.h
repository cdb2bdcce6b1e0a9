// Views of resources as tables: $viewdefinition-run, at the type also under its first name, $run
// (https://sql-on-fhir.org/ig/OperationDefinition/ViewDefinitionRun).
#pragma once

#include "interaction/operation.h"
#include "interaction/view_crew.h"

namespace helselos::interaction {

// A view that is sent (viewResource), stored (viewReference, viewCanonical, or the instance in the address), run over
// resources that are sent (resource, Bundles opened) or over what the caller may see in the store, page by page.
// patient, group and _since narrow it, _limit ends it. The form is that of _format or of Accept: ndjson when neither
// says; a Binary when Accept wants FHIR. The next pages are read while rows of those before are made, by the crew too;
// with _limit none is read ahead.
//
// 406 when no form that is asked for is offered. Errors: invalid (a parameter, or none or several views), unsupported
// (a parameter that is not offered), not_found (the view, the group), too_large (an answer over
// limits::view_answer_bytes_max), and those of view_definition::compile and of its Evaluation.
Result<OperationAnswer> run_view(const OperationRequest& request, ViewCrew& crew);

// At its three addresses, with one crew for all.
void add_run_view(Operations& operations);

}  // namespace helselos::interaction
