// Two lists laid side by side: which items stayed, which came and which went.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace helselos::fhir {

struct Stayed {
    std::size_t before = 0;
    std::size_t after = 0;
    bool operator==(const Stayed&) const = default;
};

// The longest common part of both, in order. Without a common start and end, more than limits::diff_cells_max pairs are
// not compared: then nothing between counts as having stayed.
std::vector<Stayed> align(const std::vector<std::string>& before, const std::vector<std::string>& after);

}  // namespace helselos::fhir
