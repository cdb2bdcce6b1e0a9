#include "store/sqlite/sight.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

void add_list(Sql& sql, const std::vector<ResourceId>& ids)
{
    sql.add("(");
    for (std::size_t i = 0; i < ids.size(); ++i)
        sql.add(i == 0 ? "?" : ",?", ids[i]);
    sql.add(")");
}

Sql has_member(const std::vector<ResourceId>& owners, const Sql& type, std::string_view resource_column)
{
    Sql sql = "EXISTS(SELECT 1 FROM compartment c WHERE c.owner IN ";
    add_list(sql, owners);
    return sql.add(" AND c.type=").add(type).add(" AND c.resource=").add(resource_column).add(")");
}

Result<std::vector<NameId>> find_types(const Moment& moment, const std::vector<std::string>& types)
{
    std::vector<NameId> found;
    for (const auto& type : types) {
        if (const auto id = TRY(moment.names.find(type)))
            found.push_back(*id);
    }
    return found;
}

bool contains(const std::vector<NameId>& types, NameId type)
{
    return std::ranges::find(types, type) != types.end();
}

void add_types(Sql& sql, std::string_view type_column, const std::vector<NameId>& types)
{
    sql.add(type_column).add(" IN (-1");
    for (const auto type : types)
        sql.add(",?", type);
    sql.add(")");
}

Result<bool> has_member(Statement& statement, const std::vector<ResourceId>& owners, NameId type, ResourceId resource)
{
    for (const auto owner : owners) {
        statement.bind(owner, type, resource);
        const bool is_member = TRY(statement.step());
        statement.reset();
        if (is_member)
            return true;
    }
    return false;
}

}  // namespace

Sql is_given(const Sight::Part& part, const Sql& type, std::string_view resource_column)
{
    auto sql = has_member(part.owners, type, resource_column);
    if (!part.except.empty())
        sql.add(" AND NOT ").add(has_member(part.except, type, resource_column));
    return sql;
}

Sql given(const Sight::Part& part, NameId type)
{
    Sql sql = "SELECT m.resource AS resource FROM compartment m WHERE m.owner IN ";
    add_list(sql, part.owners);
    sql.add(" AND m.type=?", type);
    if (!part.except.empty())
        sql.add(" AND NOT ").add(has_member(part.except, Sql("?").add("", type), "m.resource"));
    return sql;
}

Result<Sight> Sight::of(const Moment& moment, const Scope& scope)
{
    Sight sight;
    sight.m_is_everything = scope.everything;
    if (scope.everything)
        return sight;
    sight.m_open_types = TRY(find_types(moment, scope.open_types));
    if (scope.types)
        sight.m_types = TRY(find_types(moment, *scope.types));
    Part plain{TRY(find_resources(moment, scope.owners)), {}};
    for (const auto& reach : scope.reaches) {
        Part part;
        part.owners = TRY(find_resources(moment, reach.owners));
        part.except = TRY(find_resources(moment, reach.except));
        if (part.except.empty())
            plain.owners.insert(plain.owners.end(), part.owners.begin(), part.owners.end());
        else if (!part.owners.empty())
            sight.m_parts.push_back(std::move(part));
    }
    if (!plain.owners.empty())
        sight.m_parts.insert(sight.m_parts.begin(), std::move(plain));
    return sight;
}

bool Sight::is_closed(NameId type) const
{
    if (m_is_everything)
        return false;
    return (m_types && !contains(*m_types, type)) || (m_parts.empty() && !contains(m_open_types, type));
}

bool Sight::is_open(NameId type) const
{
    return m_is_everything || (contains(m_open_types, type) && (!m_types || contains(*m_types, type)));
}

Result<bool> Sight::sees(Connection& connection, NameId type, ResourceId resource) const
{
    if (is_open(type) || is_closed(type))
        return is_open(type);
    auto statement
        = TRY(connection.prepare("SELECT 1 FROM compartment WHERE owner=? AND type=? AND resource=? LIMIT 1"));
    for (const auto& part : m_parts) {
        if (TRY(has_member(statement, part.owners, type, resource))
            && !TRY(has_member(statement, part.except, type, resource)))
            return true;
    }
    return false;
}

Sql Sight::condition(std::string_view type_column, std::string_view resource_column) const
{
    Sql sql;
    if (m_is_everything)
        return sql;
    sql.add(" AND ");
    if (m_types) {
        add_types(sql, type_column, *m_types);
        sql.add(" AND ");
    }
    sql.add("(");
    add_types(sql, type_column, m_open_types);
    for (const auto& part : m_parts)
        sql.add(" OR (").add(is_given(part, Sql().add(type_column), resource_column)).add(")");
    sql.add(")");
    return sql;
}

}  // namespace helselos::store::sqlite
