// Where computed values live until the Environment ends or forgets. Of concern to this room only.
#pragma once

#include "fhir/path/environment.h"
#include "fhir/path/patterns.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <type_traits>
#include <vector>

namespace helselos::fhir::path {

struct Program;

struct Location {
    const Location* parent = nullptr;
    std::string_view name;
    std::int64_t index = -1;  // -1: not one of many.
};

std::string to_text_of(const Location& location);

class Environment::Memory {
public:
    template <typename T>
    T* make(const T& value)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        m_used += sizeof(T);
        return ::new (m_arena.allocate(sizeof(T), alignof(T))) T(value);
    }

    std::string_view keep(std::string_view text)
    {
        if (text.empty())
            return {};
        m_used += text.size();
        auto* copy = static_cast<char*>(m_arena.allocate(text.size(), 1));
        std::memcpy(copy, text.data(), text.size());
        return {copy, text.size()};
    }

    std::size_t used() const { return m_used; }
    Patterns& patterns() { return m_patterns; }

    // Results may be literals, which live in their program.
    void keep_alive(const std::shared_ptr<const Program>& program)
    {
        if (m_programs.empty() || m_programs.back() != program)
            m_programs.push_back(program);
    }

    void forget()
    {
        m_programs.clear();
        m_arena.release();
        m_used = 0;
    }

private:
    // Most evaluations need no more than the first bytes, which are kept when the rest is given back.
    alignas(std::max_align_t) std::array<std::byte, 2048> m_first_bytes;
    std::pmr::monotonic_buffer_resource m_arena{m_first_bytes.data(), m_first_bytes.size()};
    std::size_t m_used = 0;
    Patterns m_patterns;
    // Shared with the expressions that callers hold.
    std::vector<std::shared_ptr<const Program>> m_programs;
};

}  // namespace helselos::fhir::path
