// Finds the end of a request's head in the bytes that have arrived, and refuses on the way
// what two readers could read differently (request smuggling): a line end without its
// carriage return, a carriage return alone, a NUL, a folded header. It also counts, so that
// an endless head is refused before it is kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace helselos::http {

// Why the server does not serve a request. The connection is closed after the answer, since
// nobody can know where the next request would begin.
struct Refusal {
    int status = 400;
    std::string_view reason;  // Constant text; never a part of the request.
};

class HeadScanner {
public:
    // `bytes` is everything since the first byte of the head; called again with more of the
    // same until it says where the head ends. Sees each byte once.
    std::optional<Refusal> advance(std::string_view bytes);

    // Of the head with its empty last line, when it is complete; else 0.
    std::size_t head_bytes() const { return m_head_bytes; }

private:
    std::optional<Refusal> take_line(std::string_view line);
    std::optional<Refusal> measure_unfinished(std::size_t bytes) const;

    std::size_t m_seen = 0;  // Up to here there is no line end that was not taken.
    std::size_t m_line_begin = 0;
    std::size_t m_fields_begin = 0;  // 0 until the request line is complete.
    std::size_t m_fields = 0;
    std::size_t m_head_bytes = 0;
};

}  // namespace helselos::http
