// Parts of Parameters, as the operations of launching read and write them. Of another type than said is refused.
#pragma once

#include "interaction/operation.h"
#include "json/draft.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace helselos::auth {

constexpr std::string_view hpr_system = "urn:oid:2.16.578.1.12.4.1.4.4";

struct Identifier {
    std::string system;
    std::string value;
};

// Error invalid: no Parameters, of another type, there twice, or longer than `bytes_max`. Absent: empty.
Result<std::string> text_in(const interaction::OperationRequest& request, std::string_view name, std::size_t bytes_max);
// "Patient/4", literally of the type.
Result<std::string> reference_in(
    const interaction::OperationRequest& request, std::string_view name, std::string_view type);
Result<Identifier> identifier_in(const interaction::OperationRequest& request, std::string_view name);

Result<access::Key> key_in(std::string_view reference);
std::string id_in(std::string_view reference);

json::Draft named(std::string_view name, std::string element, json::Draft value);
interaction::OperationAnswer parameters_of(json::Draft parts);

}  // namespace helselos::auth
