#include "store/sqlite/search/include.h"

#include "base/limits.h"

#include <unordered_set>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Include;

// Takes what may be included until there is no more room.
class Gathering {
public:
    Gathering(const Moment& moment, const Sight& sight, const std::vector<ResourceId>& matches)
        : m_moment(moment), m_sight(sight), m_seen(matches.begin(), matches.end())
    {}

    bool is_full() const { return m_included.is_cut; }
    Included take() { return std::move(m_included); }

    Result<void> offer(ResourceId resource, std::string_view wanted_type)
    {
        if (m_included.is_cut || m_seen.contains(resource))
            return {};
        auto statement = TRY(m_moment.connection.prepare("SELECT type FROM resource WHERE id=? AND is_living"));
        statement.bind(resource);
        if (!TRY(statement.step()))
            return {};
        const auto type = static_cast<NameId>(statement.integer(0));
        if (!wanted_type.empty() && TRY(m_moment.names.find(wanted_type)) != type)
            return {};
        if (!TRY(m_sight.sees(m_moment.connection, type, resource)))
            return {};
        m_seen.insert(resource);
        if (m_included.resources.size() < limits::search_included_max)
            m_included.resources.push_back(resource);
        else
            m_included.is_cut = true;
        return {};
    }

private:
    const Moment& m_moment;
    const Sight& m_sight;
    std::unordered_set<ResourceId> m_seen;
    Included m_included;
};

Result<void> follow(const Moment& moment, const Include& include, ResourceId match, Gathering& gathering)
{
    const auto parameter = TRY(moment.names.find(parameter_name(include.source_type, include.parameter)));
    const bool is_any = include.parameter == "*";
    auto statement = TRY(moment.connection.prepare("SELECT rows FROM kept WHERE resource=?"));
    statement.bind(match);
    if (!TRY(statement.step()))
        return {};
    KeptRows rows(statement.text(0));
    while (const auto row = rows.next()) {
        if (row->kind == RowKind::reference && (is_any || row->parameter == parameter))
            TRY(gathering.offer(row->target, include.target_type));
    }
    return {};
}

// The reference parameters of a type that any resource has used.
Result<std::vector<NameId>> find_reference_parameters(const Moment& moment, const std::string& type)
{
    std::vector<NameId> found;
    auto statement = TRY(moment.connection.prepare("SELECT min(parameter) FROM reference WHERE parameter>?"));
    for (std::int64_t last = 0;; statement.reset()) {
        statement.bind(last);
        TRY(statement.step());
        if (statement.is_null(0))
            return found;
        last = statement.integer(0);
        if (TRY(moment.names.text(static_cast<NameId>(last))).starts_with(type + "."))
            found.push_back(static_cast<NameId>(last));
    }
}

Result<std::vector<NameId>> parameters_of(const Moment& moment, const Include& include)
{
    if (include.parameter == "*")
        return find_reference_parameters(moment, include.source_type);
    const auto parameter = TRY(moment.names.find(parameter_name(include.source_type, include.parameter)));
    return parameter ? std::vector{*parameter} : std::vector<NameId>{};
}

Result<void> follow_back(const Moment& moment, NameId parameter, ResourceId match, Gathering& gathering)
{
    auto statement = TRY(
        moment.connection.prepare("SELECT resource FROM reference WHERE parameter=? AND target=? ORDER BY resource"));
    statement.bind(parameter, match);
    while (!gathering.is_full() && TRY(statement.step()))
        TRY(gathering.offer(statement.integer(0), ""));
    return {};
}

}  // namespace

Result<Included> find_included(
    const Moment& moment, const fhir::search::Query& query, const std::vector<ResourceId>& matches, const Sight& sight)
{
    Gathering gathering(moment, sight, matches);
    for (const auto& include : query.includes) {
        if (include.source_type != query.type)
            continue;
        for (const auto match : matches)
            TRY(follow(moment, include, match, gathering));
    }
    for (const auto& include : query.revincludes) {
        if (!include.target_type.empty() && include.target_type != query.type)
            continue;
        for (const auto parameter : TRY(parameters_of(moment, include))) {
            for (const auto match : matches)
                TRY(follow_back(moment, parameter, match, gathering));
        }
    }
    return gathering.take();
}

}  // namespace helselos::store::sqlite
