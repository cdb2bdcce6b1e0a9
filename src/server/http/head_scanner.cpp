#include "server/http/head_scanner.h"

#include "base/limits.h"

namespace helselos::http {

namespace {

// The longest method and "HTTP/1.1" with their spaces and line end.
constexpr std::size_t around_target_bytes_max = 32;

std::size_t target_bytes(std::string_view request_line)
{
    const auto first = request_line.find(' ');
    const auto last = request_line.rfind(' ');
    return first == last ? 0 : last - first - 1;
}

}  // namespace

std::optional<Refusal> HeadScanner::advance(std::string_view bytes)
{
    while (m_head_bytes == 0) {
        const auto end = bytes.find('\n', m_seen);
        if (end == std::string_view::npos) {
            m_seen = bytes.size();
            return measure_unfinished(bytes.size());
        }
        if (end == m_line_begin || bytes[end - 1] != '\r')
            return Refusal{400, "A line of the head does not end with CR LF."};
        const auto line = bytes.substr(m_line_begin, end - 1 - m_line_begin);
        m_seen = m_line_begin = end + 1;
        if (auto refusal = take_line(line))
            return refusal;
    }
    return std::nullopt;
}

std::optional<Refusal> HeadScanner::take_line(std::string_view line)
{
    if (line.find('\r') != std::string_view::npos)
        return Refusal{400, "A carriage return stands alone in the head."};
    if (line.find('\0') != std::string_view::npos)
        return Refusal{400, "The head holds a NUL."};
    if (m_fields_begin == 0) {
        m_fields_begin = m_line_begin;
        if (target_bytes(line) > limits::http_target_bytes_max)
            return Refusal{414, "The address is too long."};
        return line.empty() ? std::optional(Refusal{400, "The request line is empty."}) : std::nullopt;
    }
    if (line.empty()) {
        m_head_bytes = m_line_begin;
        const auto fields_bytes = m_head_bytes - m_fields_begin - 2;
        return fields_bytes > limits::http_header_bytes_max ? std::optional(Refusal{431, "The headers are too large."})
                                                            : std::nullopt;
    }
    if (line.front() == ' ' || line.front() == '\t')
        return Refusal{400, "A header is folded over two lines."};
    if (++m_fields > limits::http_header_fields_max)
        return Refusal{431, "There are too many headers."};
    return std::nullopt;
}

std::optional<Refusal> HeadScanner::measure_unfinished(std::size_t bytes) const
{
    if (m_fields_begin == 0)
        return bytes > limits::http_target_bytes_max + around_target_bytes_max
            ? std::optional(Refusal{414, "The request line is too long."})
            : std::nullopt;
    // Two more bytes may be the beginning of the empty last line.
    return bytes - m_fields_begin > limits::http_header_bytes_max + 2
        ? std::optional(Refusal{431, "The headers are too large."})
        : std::nullopt;
}

}  // namespace helselos::http
