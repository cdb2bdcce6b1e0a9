#include "fhir/validation/shown_address.h"

namespace helselos::fhir::validation {

namespace {

constexpr std::size_t address_bytes_max = 255;

}  // namespace

std::string shown_address(std::string_view text)
{
    if (text.size() <= address_bytes_max)
        return std::string(text);
    return std::string(text.substr(0, address_bytes_max)) + "...";
}

}  // namespace helselos::fhir::validation
