// GET /fhir/$signing-keys: whose signatures are trusted here, and what seals the log. Public halves only.
#pragma once

#include "interaction/operation.h"
#include "server/auth/issuer/issuer.h"

#include <filesystem>
#include <string>

namespace helselos::app::administrator {

struct KeyShelf {
    std::filesystem::path data;               // The folder with the store.
    std::string seal_key = {};                // The public half of the one in use, in hexadecimal; empty: none.
    const auth::Issuer* personnel = nullptr;  // Null: none is trusted.
    const auth::Issuer* residents = nullptr;
};

// Keys of an issuer as they were last fetched; none when it has not answered yet. Nothing is asked of it.
Result<interaction::OperationAnswer> signing_keys(const KeyShelf& shelf, const interaction::OperationRequest& request);

}  // namespace helselos::app::administrator
