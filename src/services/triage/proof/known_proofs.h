// What was proved before: one file for each protocol, trusted only by the same program for the
// same content. Only protocols of which everything was proved are kept.
#pragma once

#include "services/triage/proof/prove.h"

namespace helselos::triage::proof {

class KnownProofs {
public:
    // An empty folder keeps nothing.
    explicit KnownProofs(std::filesystem::path folder);

    // Everything that the proofs of a protocol depend on, the program and the solver included.
    std::string fingerprint(const Content& content, const Protocol& protocol, const Differences& differences) const;

    std::optional<ProtocolProof> find(const Protocol& protocol, const std::string& fingerprint) const;
    // A folder that cannot be written is no failure: it is only slower next time.
    void keep(const ProtocolProof& proof, const std::string& fingerprint) const;

private:
    std::filesystem::path m_folder;
    std::string m_program;
};

}  // namespace helselos::triage::proof
