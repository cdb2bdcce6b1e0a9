// SQL text under construction, with the values of its question marks in order.
#pragma once

#include "store/sqlite/connection.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace helselos::store::sqlite {

struct Wanted;
struct WordHits;

// Bytes that are compared with bytes, never with a text.
struct Blob {
    std::string bytes;
};

class Sql {
public:
    Sql() = default;
    Sql(const char* text) : m_text(text) {}

    // Values never become text: they are bound.
    template <typename... Values>
    Sql& add(std::string_view text, const Values&... values)
    {
        m_text.append(text);
        (add_value(values), ...);
        return *this;
    }
    Sql& add(const Sql& other);
    Sql& add_and(const Sql& condition);  // With AND before it when something stands here.

    bool empty() const { return m_text.empty(); }
    const std::string& text() const { return m_text; }
    Result<Statement> prepare(Connection& connection) const;

private:
    using Value = std::variant<std::int64_t, double, std::string, Blob, const Wanted*, const WordHits*>;

    void add_value(double value) { m_values.emplace_back(value); }
    void add_value(const std::string& value) { m_values.emplace_back(value); }
    void add_value(std::string_view value) { m_values.emplace_back(std::string(value)); }
    void add_value(const Blob& value) { m_values.emplace_back(value); }
    void add_value(const Wanted* value) { m_values.emplace_back(value); }
    void add_value(const WordHits* value) { m_values.emplace_back(value); }
    template <typename Number>
        requires std::is_integral_v<Number>
    void add_value(Number value)
    {
        m_values.emplace_back(static_cast<std::int64_t>(value));
    }

    std::string m_text;
    std::vector<Value> m_values;
};

}  // namespace helselos::store::sqlite
