// helselos content prove
#pragma once

#include "services/triage/proof/prove.h"

namespace helselos::app {

// Where proofs are kept when nothing else is said: helselos/proofs in the user's cache folder
// (XDG Base Directory Specification 0.8); empty without a home.
std::filesystem::path default_proof_cache();

// Proves the laws of the content and prints what fails, with a person; 1 when something does.
int prove_content(const std::filesystem::path& content, const triage::proof::ProofWishes& wishes);

}  // namespace helselos::app
