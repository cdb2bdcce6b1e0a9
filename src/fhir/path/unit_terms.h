// The text of a unit that comes of a product or quotient: "cm2", "m/s". Of concern to this room only.
#pragma once

#include <string>
#include <string_view>

namespace helselos::fhir::path {

// Equal names are counted together and cancel out; "1" when nothing is left. Where a unit is more than
// names with exponents (parentheses, numbers, annotations), both stand as they are.
std::string unit_product(std::string_view left, std::string_view right);
std::string unit_quotient(std::string_view left, std::string_view right);

}  // namespace helselos::fhir::path
