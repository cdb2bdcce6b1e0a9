// Which concepts of a hierarchy stand below which, as numbers that can be compared.
//
// Every concept has a number, given in such an order that those below it in one tree of the hierarchy stand side by
// side. What is below a concept is then a few stretches of numbers: one in a tree, a few more where concepts have
// several parents (R. Agrawal, A. Borgida, H. V. Jagadish: Efficient Management of Transitive Relationships, 1989).
#pragma once

#include "base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace helselos::fhir::terminology {

using Place = std::uint32_t;  // Of a concept in its code system.

// Lists of numbers, one after another: those of `i` are from first[i] to before first[i + 1].
struct Lists {
    std::vector<std::uint32_t> first{0};
    std::vector<std::uint32_t> values;

    std::size_t size() const { return first.size() - 1; }
    std::span<const std::uint32_t> of(std::size_t i) const
    {
        return std::span(values).subspan(first[i], first[i + 1] - first[i]);
    }
    void end_list() { first.push_back(static_cast<std::uint32_t>(values.size())); }
};

// Of each number the places that name it.
Lists inverted(const Lists& lists);

struct Order {
    bool has_circle = false;            // Then nothing else is told: who is below whom cannot be said.
    std::vector<std::uint32_t> number;  // By place.
    std::vector<Place> place;           // By number.
    // By place: the numbers of itself and of all below, as pairs of the first and the last of a stretch.
    Lists stretches;
};

// Error too_large: limits::code_index_stretches_max.
Result<Order> order_of(const Lists& parents);

// Both of one order.
bool is_within(std::span<const std::uint32_t> stretches, std::uint32_t number);

}  // namespace helselos::fhir::terminology
