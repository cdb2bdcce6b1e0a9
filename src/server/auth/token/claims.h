// What a token of HelseID, ID-porten or Helsenorge says of a person and their organisation.
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::auth {

struct PersonClaims {
    std::string pid;  // Fødselsnummer or D-number; empty: no person is behind the token.
    std::string hpr_number;
    std::string orgnr_parent;
    std::string orgnr_child;
    std::string
        house_role;  // The claim helselos_role, of who runs the house: "administrator", "controller", "analyst".
};

// Claims stand under their short name or that of HelseID ("helseid://claims/identity/pid"), organisations also in
// authorization_details. Error unauthenticated: the same claim is there twice and differs.
Result<PersonClaims> read_person(json::Value payload);

// Whether the person signed in at the highest level: each of security_level, assurance_level and acr that is there must
// say so, and one must be there. `levels` are the names of acr that do.
bool is_high_assurance(json::Value payload, const std::vector<std::string>& levels);

// Of a text with spaces or a list. Error unauthenticated: neither, or too many.
Result<std::vector<std::string>> read_scopes(json::Value payload);

// Whether `aud` is this one and no other.
bool is_audience_alone(json::Value payload, std::string_view audience);

}  // namespace helselos::auth
