#include "fhir/patch/alignment.h"

#include "base/limits/acts.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace helselos::fhir {

namespace {

using Texts = std::span<const std::string>;

// The length of the longest common part of what begins at each pair, row by row.
std::vector<std::uint32_t> lengths(Texts before, Texts after)
{
    const auto width = after.size() + 1;
    std::vector<std::uint32_t> cells((before.size() + 1) * width, 0);
    for (std::size_t i = before.size(); i-- > 0;)
        for (std::size_t j = after.size(); j-- > 0;)
            cells[i * width + j] = before[i] == after[j]
                ? cells[(i + 1) * width + j + 1] + 1
                : std::max(cells[(i + 1) * width + j], cells[i * width + j + 1]);
    return cells;
}

void add_between(Texts before, Texts after, std::size_t start, std::vector<Stayed>& stayed)
{
    if (before.empty() || after.empty() || before.size() > limits::diff_cells_max / after.size())
        return;
    const auto cells = lengths(before, after);
    const auto width = after.size() + 1;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() && j < after.size()) {
        if (before[i] == after[j])
            stayed.push_back({start + i++, start + j++});
        else if (cells[(i + 1) * width + j] >= cells[i * width + j + 1])
            ++i;
        else
            ++j;
    }
}

}  // namespace

std::vector<Stayed> align(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    const auto shorter = std::min(before.size(), after.size());
    std::size_t start = 0;
    while (start < shorter && before[start] == after[start])
        ++start;
    std::size_t end = 0;
    while (end < shorter - start && before[before.size() - 1 - end] == after[after.size() - 1 - end])
        ++end;
    std::vector<Stayed> stayed;
    for (std::size_t i = 0; i < start; ++i)
        stayed.push_back({i, i});
    add_between(Texts(before).subspan(start, before.size() - start - end),
        Texts(after).subspan(start, after.size() - start - end), start, stayed);
    for (std::size_t i = end; i > 0; --i)
        stayed.push_back({before.size() - i, after.size() - i});
    return stayed;
}

}  // namespace helselos::fhir
