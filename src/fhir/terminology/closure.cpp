#include "fhir/terminology/closure.h"

#include "base/limits.h"
#include "fhir/terminology/subsumes.h"

#include <algorithm>
#include <map>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

bool has(const ClosureTable& table, const Known& known)
{
    return std::ranges::any_of(table.members, [&](const ClosureTable::Member& member) {
        return member.system == known.system->url() && member.code == known.system->code(known.place);
    });
}

Result<std::vector<Known>> known_members(const ClosureTable& table, const Source& source)
{
    std::vector<Known> all;
    for (const auto& member : table.members) {
        auto known = known_concept(source, {member.system, {}, member.code, {}});
        if (!known)
            return Error{Kind::not_found, "a code of the table is no longer known here: begin the table anew"};
        all.push_back(*known);
    }
    return all;
}

// By system, then by code: the broader codes.
using Broader = std::map<std::string_view, std::map<std::string_view, std::vector<std::string_view>>>;

json::Draft groups_of(const Broader& broader)
{
    auto groups = json::array();
    for (const auto& [system, by_code] : broader) {
        auto elements = json::array();
        for (const auto& [code, others] : by_code) {
            auto targets = json::array();
            for (const auto other : others)
                targets.push(json::object({{"code", other}, {"equivalence", "subsumes"}}));
            elements.push(json::object({{"code", code}, {"target", std::move(targets)}}));
        }
        groups.push(json::object({{"source", system}, {"target", system}, {"element", std::move(elements)}}));
    }
    return groups;
}

}  // namespace

Result<void> add_to_closure(ClosureTable& table, const Source& source, const std::vector<CodedValue>& values)
{
    auto grown = table;
    for (const auto& value : values) {
        const auto known = TRY(known_concept(source, value));
        TRY(refuse_without_subsumption(*known.system));
        if (!has(grown, known))
            grown.members.push_back(
                {std::string(known.system->url()), std::string(known.system->code(known.place)), table.version + 1});
        if (grown.members.size() > limits::closure_concepts_max)
            return Error{Kind::too_large, "more concepts than one closure table holds"};
    }
    if (grown.members.size() > table.members.size())
        ++grown.version;
    table = std::move(grown);
    return {};
}

Result<json::Draft> closure_since(const ClosureTable& table, const Source& source, std::uint64_t version)
{
    if (version > table.version)
        return Error{Kind::invalid, "the closure table was never at this version"};
    const auto members = TRY(known_members(table, source));
    Broader broader;
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = 0; j < members.size(); ++j) {
            const bool is_new = std::max(table.members[i].since, table.members[j].since) > version;
            if (i == j || !is_new || members[i].system != members[j].system)
                continue;
            if (members[i].system->is_within(members[i].place, members[j].place))
                broader[table.members[i].system][table.members[i].code].push_back(table.members[j].code);
        }
    return json::object(
        {{"resourceType", "ConceptMap"}, {"version", std::to_string(table.version)}, {"name", table.name},
            {"status", "active"}, {"experimental", true}, {"group", json::unless_empty(groups_of(broader))}});
}

}  // namespace helselos::fhir::terminology
