// Takes the chunked coding off a body (RFC 9112 section 7.1), byte for byte as the grammar has
// it: what another reader could take for the end of a chunk is refused. Extensions are read
// over, trailer fields are refused.
#pragma once

#include "server/http/head_scanner.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::http {

class ChunkedBody {
public:
    explicit ChunkedBody(std::size_t body_bytes_max) : m_body_bytes_max(body_bytes_max) {}

    // Appends to `body` what the bytes hold of it, and says how many of the bytes it has used:
    // all, unless the body ends before. The refusal is 400, or 413 for a body that is too large.
    std::size_t put(std::string_view bytes, std::string& body);

    bool is_done() const { return m_state == State::done; }
    const std::optional<Refusal>& refusal() const { return m_refusal; }

private:
    enum class State : std::uint8_t {
        size,
        extension,
        size_end,
        data,
        data_return,
        data_end,
        last_return,
        last_end,
        done
    };

    void take(char c);
    void take_size(char c);
    State expect(char found, char wanted, State next);
    std::size_t take_data(std::string_view bytes, std::string& body);
    void refuse(int status, std::string_view reason) { m_refusal = Refusal{status, reason}; }

    std::size_t m_body_bytes_max;
    State m_state = State::size;
    std::size_t m_size_digits = 0;
    std::size_t m_line_bytes = 0;
    std::uint64_t m_left = 0;  // Of the chunk.
    std::optional<Refusal> m_refusal;
};

}  // namespace helselos::http
