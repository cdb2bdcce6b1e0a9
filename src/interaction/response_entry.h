// One entry of a batch-response or transaction-response, as JSON text.
#pragma once

#include "interaction/transaction.h"
#include "interaction/written.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::interaction {

std::string response_entry(const Written& written, std::string_view base, Return returned);
std::string removal_entry(const std::optional<access::Version>& removed);
std::string response_with_resource(std::string_view status, std::string_view resource);
std::string error_entry(const Error& error);

// "http://server/fhir/Patient/1/_history/2"
std::string location(const access::Version& version, std::string_view base);

}  // namespace helselos::interaction
