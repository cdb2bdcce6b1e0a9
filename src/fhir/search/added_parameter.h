// A SearchParameter that came at run time, read from its resource and kept.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <memory>
#include <string>
#include <vector>

namespace helselos::fhir::search {

// Not copied: `parameter` views into the rest.
struct AddedParameter {
    std::vector<std::string> texts;
    std::vector<std::string_view> bases;  // Concrete resource types, sorted.
    std::vector<std::string_view> targets;
    std::vector<SearchComponent> components;
    SearchParameter parameter;

    AddedParameter() = default;
    AddedParameter(const AddedParameter&) = delete;
    AddedParameter& operator=(const AddedParameter&) = delete;
    AddedParameter(AddedParameter&&) = delete;
    AddedParameter& operator=(AddedParameter&&) = delete;
    ~AddedParameter() = default;
};

// Errors: invalid and unsupported, with the element at fault; see Parameters::with.
Result<std::shared_ptr<const AddedParameter>> read_parameter(json::Value resource, const Definitions& definitions);

}  // namespace helselos::fhir::search
