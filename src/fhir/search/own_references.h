// What may come along with the record of one patient (http://hl7.org/fhir/R4/patient-operation-everything.html).
#pragma once

#include <string_view>

namespace helselos::fhir::search {

// As the parameter of an Include: every reference, but from nothing that lists others (a Group), and to nothing that
// says by `patient` that it is another's than the owner of the compartment that is searched, or does not say whose.
// In a search of no compartment it means none.
constexpr std::string_view own_references = "*own";

}  // namespace helselos::fhir::search
