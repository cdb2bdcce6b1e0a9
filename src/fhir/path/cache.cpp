#include "fhir/path/cache.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::path {

ExpressionCache::ExpressionCache(std::size_t expressions_max) : m_half(std::max<std::size_t>(1, expressions_max / 2)) {}

Result<Expression> ExpressionCache::compiled(std::string_view text)
{
    const std::string key(text);
    {
        const std::lock_guard lock(m_mutex);
        if (auto expression = known(key); expression.program() != nullptr)
            return expression;
    }
    // Not under the lock: two threads that ask for the same at once both compile it.
    const auto expression = TRY(compile(text));
    const std::lock_guard lock(m_mutex);
    keep(key, expression);
    return expression;
}

std::size_t ExpressionCache::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_young.size() + m_old.size();
}

Expression ExpressionCache::known(const std::string& text)
{
    if (const auto young = m_young.find(text); young != m_young.end())
        return young->second;
    const auto old = m_old.find(text);
    if (old == m_old.end())
        return {};
    auto expression = std::move(old->second);
    m_old.erase(old);
    keep(text, expression);
    return expression;
}

void ExpressionCache::keep(const std::string& text, const Expression& expression)
{
    if (m_young.size() >= m_half)
        m_old = std::exchange(m_young, {});
    m_young.insert_or_assign(text, expression);
}

}  // namespace helselos::fhir::path
