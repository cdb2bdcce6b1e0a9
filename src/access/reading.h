// Small questions to a resource that several rules ask.
#pragma once

#include "store/store.h"
#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::access {

// "Patient/4" of a Reference; of a version of it, too. Empty for anything but a literal reference to a resource here.
std::string target_of(json::Value reference);

// Whether it refers to a resource of the type.
bool is_reference_to(json::Value reference, std::string_view type);

std::optional<store::Key> key_of(json::Value reference);

// Whether a CodeableConcept, a Coding, or a list of either has the code of the system.
bool has_code(json::Value coded, std::string_view system, std::string_view code);

// Whether meta.security has the code.
bool has_label(json::Value resource, std::string_view system, std::string_view code);

}  // namespace helselos::access
