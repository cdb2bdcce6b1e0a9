#include "store/sqlite/search/sql.h"

namespace helselos::store::sqlite {

Sql& Sql::add(const Sql& other)
{
    m_text.append(other.m_text);
    m_values.insert(m_values.end(), other.m_values.begin(), other.m_values.end());
    return *this;
}

Sql& Sql::add_and(const Sql& condition)
{
    if (!empty())
        m_text.append(" AND ");
    return add(condition);
}

Result<Statement> Sql::prepare(Connection& connection) const
{
    auto statement = TRY(connection.prepare(m_text));
    for (const auto& value : m_values) {
        if (const auto* wanted = std::get_if<const Wanted*>(&value))
            statement.bind_pointer(const_cast<Wanted*>(*wanted));
        else if (const auto* hits = std::get_if<const WordHits*>(&value))
            statement.bind_word_hits(*hits);
        else if (const auto* integer = std::get_if<std::int64_t>(&value))
            statement.bind(*integer);
        else if (const auto* blob = std::get_if<Blob>(&value))
            statement.bind_blob(blob->bytes);
        else if (const auto* real = std::get_if<double>(&value))
            statement.bind(*real);
        else
            statement.bind(std::get<std::string>(value));
    }
    return statement;
}

}  // namespace helselos::store::sqlite
