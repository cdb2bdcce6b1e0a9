// Bytes that have arrived and are not used yet, in one piece.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace helselos::http {

class ReadBuffer {
public:
    static constexpr std::size_t bytes_at_rest = 8U << 10;

    std::string_view view() const { return {m_bytes.data() + m_begin, m_end - m_begin}; }
    bool empty() const { return m_begin == m_end; }

    // Room to read into, at least half of bytes_at_rest. Views taken before are stale.
    std::span<char> room()
    {
        if (m_begin > 0) {
            std::memmove(m_bytes.data(), m_bytes.data() + m_begin, m_end - m_begin);
            m_end -= m_begin;
            m_begin = 0;
        }
        if (m_bytes.size() < m_end + bytes_at_rest / 2)
            m_bytes.resize(std::max(bytes_at_rest, 2 * m_bytes.size()));
        return std::span(m_bytes).subspan(m_end);
    }

    // So many bytes of room() were filled.
    void filled(std::size_t bytes) { m_end += bytes; }

    void drop_front(std::size_t bytes)
    {
        m_begin += bytes;
        if (m_begin == m_end)
            m_begin = m_end = 0;
    }

    void drop_after(std::size_t bytes) { m_end = m_begin + bytes; }

    // Instead of all that is here; from elsewhere.
    void set(std::string_view bytes)
    {
        m_bytes.assign(std::max(bytes.size(), bytes_at_rest), '\0');
        std::copy(bytes.begin(), bytes.end(), m_bytes.begin());
        m_begin = 0;
        m_end = bytes.size();
    }

    // A connection at rest keeps no large buffer.
    void shrink_if_empty()
    {
        if (empty() && m_bytes.size() > bytes_at_rest)
            std::vector<char>(bytes_at_rest).swap(m_bytes);
    }

private:
    std::vector<char> m_bytes;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

}  // namespace helselos::http
