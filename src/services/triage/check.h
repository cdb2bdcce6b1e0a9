// Whether content is fit to be used: what `helselos content check` runs.
#pragma once

#include "services/triage/content.h"

namespace helselos::triage {

struct Check {
    std::vector<Problem> problems;  // All of them, by file and line.
    std::size_t findings = 0;
    std::size_t protocols = 0;
    std::size_t rules = 0;
    std::size_t cases = 0;
};

// Everything read_content refuses, and beyond it: every finding is used; a worrying answer can
// only raise; each level has its advice; texts that speak to "you" have words for a child; each
// rule and level can come out; the cases pass, with two for each level and one for each rule.
// The same folder gives the same answer.
Check check_content(const std::filesystem::path& folder);

}  // namespace helselos::triage
