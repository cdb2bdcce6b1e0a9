#include "fhir/search/all_of.h"

#include <algorithm>

namespace helselos::fhir::search {

namespace {

std::size_t depth_of_all(const std::vector<Clause>& clauses)
{
    std::size_t deepest = 0;
    for (const auto& clause : clauses)
        deepest = std::max(deepest, depth_of(clause));
    return deepest;
}

struct Depth {
    std::size_t operator()(const Chain& chain) const { return 1 + depth_of_all(chain.where); }
    std::size_t operator()(const ReverseChain& chain) const { return 1 + depth_of_all(chain.where); }
    std::size_t operator()(const AllOf& group) const { return 1 + depth_of_all(group.clauses); }
    std::size_t operator()(const AnyOf& group) const { return 1 + depth_of_all(group.clauses); }
    std::size_t operator()(const NoneOf& group) const { return 1 + depth_of_all(group.clauses); }
    std::size_t operator()(const Criterion&) const { return 1; }
    std::size_t operator()(const Words&) const { return 1; }
    std::size_t operator()(const InCompartment&) const { return 1; }
};

}  // namespace

// What makes clauses bounds their depth: parentheses of a filter, links of a chain.
std::size_t depth_of(const Clause& clause)
{
    return std::visit(Depth{}, clause.is);
}

}  // namespace helselos::fhir::search
