// http://hl7.org/fhir/R4/resource-operation-meta.html, -meta-add.html, -meta-delete.html
#pragma once

#include "interaction/operation.h"

#include <string_view>

namespace helselos::interaction {

// [type]/[id]/$meta, and of a version [type]/[id]/_history/[version]/$meta: Parameters with the meta of the resource
// as `return`, as a read shows it. Errors: those of reading; unsupported for the log.
Result<OperationAnswer> meta(const OperationRequest& request);

// [type]/$meta and $meta: the profiles, labels and tags of what the caller may see, each once, in order of their texts.
// Errors: those of searching; too_large: more than limits::meta_values_max.
Result<OperationAnswer> meta_of_many(const OperationRequest& request);

// [type]/[id]/$meta-add and $meta-delete: the profiles, labels and tags of the parameter `meta` are put to those of the
// resource, or taken away; a label or tag is known by its system and code. Who may update the resource may do this.
// What comes of it is judged as an update is and is a new version; where nothing changes there is none. Errors:
// not_found (also what the caller may not see), gone, forbidden, unsupported (a version: what was is never changed),
// and those of updating.
Result<OperationAnswer> meta_add(const OperationRequest& request);
Result<OperationAnswer> meta_delete(const OperationRequest& request);

// Whether the operation may be asked of a version.
bool is_of_versions(std::string_view operation);

void add_meta(Operations& operations);

}  // namespace helselos::interaction
