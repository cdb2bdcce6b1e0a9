#include "store/sqlite/sight.h"

#include <algorithm>

namespace helselos::store::sqlite {

Result<Sight> Sight::of(const Moment& moment, const Scope& scope)
{
    Sight sight;
    sight.m_is_everything = scope.everything;
    if (scope.everything)
        return sight;
    for (const auto& type : scope.open_types) {
        if (const auto id = TRY(moment.names.find(type)))
            sight.m_open_types.push_back(*id);
    }
    sight.m_owners = TRY(find_owners(moment, scope));
    return sight;
}

bool Sight::is_open(NameId type) const
{
    return m_is_everything || std::ranges::find(m_open_types, type) != m_open_types.end();
}

Result<bool> Sight::sees(Connection& connection, NameId type, ResourceId resource) const
{
    if (is_open(type))
        return true;
    auto statement
        = TRY(connection.prepare("SELECT 1 FROM compartment WHERE owner=? AND type=? AND resource=? LIMIT 1"));
    for (const auto owner : m_owners) {
        statement.bind(owner, type, resource);
        if (TRY(statement.step()))
            return true;
        statement.reset();
    }
    return false;
}

Sql Sight::condition(std::string_view type_column, std::string_view resource_column) const
{
    Sql sql;
    if (m_is_everything)
        return sql;
    sql.add(" AND (").add(type_column).add(" IN (-1");
    for (const auto type : m_open_types)
        sql.add(",?", type);
    sql.add(") OR EXISTS(SELECT 1 FROM compartment c WHERE c.owner IN (-1");
    for (const auto owner : m_owners)
        sql.add(",?", owner);
    sql.add(") AND c.type=").add(type_column).add(" AND c.resource=").add(resource_column).add("))");
    return sql;
}

}  // namespace helselos::store::sqlite
