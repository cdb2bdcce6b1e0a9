// The attest of the trust framework (tillitsrammeverket) in a token: who looks, for which service, why, and by which
// decision (https://github.com/NorskHelsenett/Tillitsrammeverk, information and data model).
#pragma once

#include "access/caller.h"
#include "base/result.h"
#include "json/value.h"

#include <optional>
#include <string>

namespace helselos::auth {

// As tokens name it, both as a claim and as a type of authorization_details.
constexpr const char* attest_claim = "nhn:tillitsrammeverk:parameters";

// The one attest in a token, wherever it stands; none when there is none. Error forbidden: there are two, a mandatory
// part is missing, or somebody is identified by anything but a fødselsnummer or D-number.
Result<std::optional<access::Attest>> read_attest(json::Value payload);

// Who was authenticated, and for whom they work, by the same token.
struct Authenticated {
    std::string pid;
    std::string hpr_number;
    std::string legal_entity;  // Organisation number.
};

// Error forbidden: the attest is about somebody else, or another organisation answers for it.
Result<void> check_attest(const access::Attest& attest, const Authenticated& user);

}  // namespace helselos::auth
