// The content in numbers: how much there is, how easy it reads, and how long its interviews are.
#pragma once

#include "services/triage/content.h"
#include "services/triage/plain_language.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace helselos::triage {

struct Figures {
    std::size_t protocols = 0;
    std::size_t findings = 0;
    std::size_t rules = 0;  // Of the protocols themselves; general rules and the red screen once.
    std::array<std::size_t, levels_count> rules_of_level{};
    std::array<std::size_t, levels_count> cases_of_level{};
    std::array<std::size_t, languages_count> texts{};  // Wordings that are written.
    std::array<Lix, languages_count> lix{};
    // Screens of the interviews of all cases that ended at the level, in order of length.
    std::array<std::vector<std::size_t>, levels_count> screens;
    // Of the same people answering "don't know" where they say "no": how many came out at a higher
    // level, by the level they had.
    std::array<std::size_t, levels_count> higher_when_unknown{};
};

Figures figures_of(const Content& content, const std::filesystem::path& folder);

// A table for people.
std::string to_text(const Figures& figures);

}  // namespace helselos::triage
