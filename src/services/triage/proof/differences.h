// Emergencies that two protocols knowingly judge differently: content/triage/differences.yaml.
#pragma once

#include "services/triage/content.h"

namespace helselos::triage::proof {

struct Difference {
    std::string protocol;                // Whose rule it is
    std::string rule;                    // that means emergency there,
    std::vector<std::string> elsewhere;  // and not in these; empty: in no other.
    std::string reason;
    Place place;

    bool allows(const std::string& other) const;
};

struct Differences {
    std::vector<Difference> all;
    std::vector<Problem> problems;
};

// None when there is no such file.
Differences read_differences(const Content& content, const std::filesystem::path& folder);

}  // namespace helselos::triage::proof
