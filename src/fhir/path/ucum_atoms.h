// The atoms and prefixes of UCUM that this room knows (https://ucum.org/ucum, tables 1 to 11).
#pragma once

#include <span>
#include <string_view>

namespace helselos::fhir::path {

struct UcumAtom {
    std::string_view code;
    bool is_metric = false;       // May have a prefix.
    std::string_view value = {};  // Defined as value times unit, and then offset.
    std::string_view unit = {};
    std::string_view offset = {};
    int base = -1;  // Or a base unit: its place in Dimensions.
};

struct UcumPrefix {
    std::string_view code;
    int exponent;  // Of ten.
};

const UcumAtom* find_ucum_atom(std::string_view code);
std::span<const UcumPrefix> ucum_prefixes();
std::span<const UcumAtom> ucum_atoms();

}  // namespace helselos::fhir::path
