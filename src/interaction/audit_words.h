// The codes of the log in words for residents, in bokmål. What is not known here is told as its code.
#pragma once

#include <string>
#include <string_view>

namespace helselos::interaction::audit_words {

// "Observation" -> "målinger og observasjoner"
std::string of_type(std::string_view type);
// "read" -> "leste"
std::string of_interaction(std::string_view interaction);
// Whether its words need no record after them: "ga en fullmakt".
bool says_all(std::string_view interaction);
// "emergency" -> "i en nødsituasjon"; several rules are told one after the other.
std::string of_basis(std::string_view basis);
// "TREAT" -> "behandling"
std::string of_purpose(std::string_view purpose);
// "legal-entity" -> "virksomheten som svarer for behandlingen"
std::string of_agent(std::string_view agent);
// "LE" -> "lege"
std::string of_role(std::string_view role);

}  // namespace helselos::interaction::audit_words
