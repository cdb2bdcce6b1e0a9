#include "fhir/search/types_touched.h"

#include <set>

namespace helselos::fhir::search {

namespace {

using Types = std::set<std::string>;

void touch_all(const std::vector<Clause>& clauses, Types& types);

// As deep as clauses stand in clauses: limits::search_depth_max.
struct Touch {
    Types& types;

    void operator()(const Chain& chain) const
    {
        types.insert(chain.target_type);
        touch_all(chain.where, types);
    }
    void operator()(const ReverseChain& chain) const
    {
        types.insert(chain.source_type);
        touch_all(chain.where, types);
    }
    void operator()(const AllOf& group) const { touch_all(group.clauses, types); }
    void operator()(const AnyOf& group) const { touch_all(group.clauses, types); }
    void operator()(const NoneOf& group) const { touch_all(group.clauses, types); }
    void operator()(const Criterion&) const {}
    void operator()(const Words&) const {}
    void operator()(const InCompartment&) const {}
};

void touch_all(const std::vector<Clause>& clauses, Types& types)
{
    for (const auto& clause : clauses)
        std::visit(Touch{types}, clause.is);
}

}  // namespace

std::vector<std::string> types_touched(const Query& query)
{
    Types types(query.types.begin(), query.types.end());
    if (types.empty())
        types.emplace();
    touch_all(query.all_of, types);
    return {types.begin(), types.end()};
}

}  // namespace helselos::fhir::search
