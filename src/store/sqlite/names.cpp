#include "store/sqlite/names.h"

#include "base/limits.h"

#include <mutex>

namespace helselos::store::sqlite {

std::string parameter_name(std::string_view type, std::string_view parameter)
{
    std::string name;
    name.reserve(type.size() + 1 + parameter.size());
    name.append(type).append(1, '.').append(parameter);
    return name;
}

std::optional<NameId> SharedNames::find(std::string_view text) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_ids.find(text);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> SharedNames::text(NameId id) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_texts.find(id);
    return found == m_texts.end() ? std::nullopt : std::optional(found->second);
}

void SharedNames::add(std::string_view text, NameId id)
{
    const std::unique_lock lock(m_mutex);
    if (m_ids.size() >= limits::store_names_cached_max)
        return;
    m_ids.emplace(text, id);
    m_texts.emplace(id, text);
}

Result<std::optional<NameId>> Names::find(std::string_view text)
{
    if (text.empty())
        return std::optional<NameId>(0);
    if (const auto known = m_known.find(text); known != m_known.end())
        return std::optional(known->second);
    auto id = m_shared.find(text);
    if (!id) {
        id = TRY(look_up(text));
        if (id && m_fresh.empty())
            m_shared.add(text, *id);
    }
    if (id)
        remember(text, *id);
    return id;
}

Result<std::optional<NameId>> Names::look_up(std::string_view text)
{
    auto statement = TRY(m_connection.prepare("SELECT id FROM name WHERE text=?"));
    statement.bind(text);
    if (!TRY(statement.step()))
        return std::optional<NameId>();
    return std::optional(static_cast<NameId>(statement.integer(0)));
}

void Names::remember(std::string_view text, NameId id)
{
    if (m_known.size() >= limits::store_names_cached_max)
        m_known.clear();
    m_known.emplace(text, id);
}

Result<std::string> Names::text(NameId id)
{
    if (id == 0)
        return std::string();
    if (auto known = m_shared.text(id))
        return *std::move(known);
    auto statement = TRY(m_connection.prepare("SELECT text FROM name WHERE id=?"));
    statement.bind(id);
    if (!TRY(statement.step()))
        return Error{Kind::fault, "the store has lost a name"};
    std::string text(statement.text(0));
    if (m_fresh.empty())
        m_shared.add(text, id);
    return text;
}

Result<NameId> Names::intern(std::string_view text)
{
    if (const auto id = TRY(find(text)))
        return *id;
    auto statement = TRY(m_connection.prepare("INSERT INTO name(text) VALUES(?)"));
    TRY(statement.bind(text).finish());
    const auto id = static_cast<NameId>(m_connection.last_row());
    m_fresh.emplace_back(text, id);
    remember(text, id);
    return id;
}

void Names::forget_since(std::size_t mark)
{
    while (m_fresh.size() > mark) {
        m_known.erase(m_fresh.back().first);
        m_fresh.pop_back();
    }
}

void Names::publish()
{
    for (const auto& [text, id] : m_fresh)
        m_shared.add(text, id);
    m_fresh.clear();
}

}  // namespace helselos::store::sqlite
