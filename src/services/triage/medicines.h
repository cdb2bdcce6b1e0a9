// Medicines sold without prescription that a person should not take, by what they answered: medicines.yaml.
#pragma once

#include "services/triage/content.h"
#include "services/triage/rule_reader.h"

#include <vector>

namespace helselos::triage {

// Content may come without the file: then nobody is told. Faults of the file are noted as problems.
std::vector<Medicine> read_medicines(const std::filesystem::path& folder, RuleReader& rules, Problems& problems);

// Those whose condition holds by what was answered, and by what the complaint itself says. What was not asked or is not
// known tells nobody to avoid anything: what holds for everyone stands in the advice of the protocol.
std::vector<const Medicine*> medicines_to_avoid(
    const Content& content, const Protocol& protocol, const Answers& answers);

// Whether there are answers to this protocol's questions with which a person is told.
bool can_be_told(const Content& content, const Protocol& protocol, const Medicine& medicine);

}  // namespace helselos::triage
