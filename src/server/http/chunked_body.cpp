#include "server/http/chunked_body.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>

namespace helselos::http {

namespace {

constexpr std::size_t size_digits_max = 16;  // 64 bits.
constexpr std::string_view broken = "A chunk of the body is broken.";

int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_extension_character(char c)
{
    return (c >= ' ' && c != '\x7f') || c == '\t';
}

}  // namespace

std::size_t ChunkedBody::put(std::string_view bytes, std::string& body)
{
    std::size_t used = 0;
    while (used < bytes.size() && !m_refusal && m_state != State::done) {
        if (m_state == State::data)
            used += take_data(bytes.substr(used), body);
        else
            take(bytes[used++]);
        if (m_left > m_body_bytes_max - body.size() && m_state >= State::size_end)
            refuse(413, "The body is too large.");
    }
    return used;
}

void ChunkedBody::take(char c)
{
    switch (m_state) {
    case State::size: return take_size(c);
    case State::extension:
        if (++m_line_bytes > limits::http_chunk_line_bytes_max || (c != '\r' && !is_extension_character(c)))
            return refuse(400, broken);
        m_state = c == '\r' ? State::size_end : State::extension;
        return;
    case State::size_end:
        m_state = expect(c, '\n', m_left > 0 ? State::data : State::last_return);
        m_size_digits = m_line_bytes = 0;
        return;
    case State::data_return: m_state = expect(c, '\r', State::data_end); return;
    case State::data_end: m_state = expect(c, '\n', State::size); return;
    case State::last_return:
        if (c != '\r')
            return refuse(400, "Trailer fields are not read.");
        m_state = State::last_end;
        return;
    case State::last_end: m_state = expect(c, '\n', State::done); return;
    case State::data:
    case State::done: return;
    }
}

void ChunkedBody::take_size(char c)
{
    if (const int digit = hex_digit(c); digit >= 0) {
        if (++m_size_digits > size_digits_max)
            return refuse(400, broken);
        m_left = m_left << 4 | static_cast<std::uint64_t>(digit);
        return;
    }
    if (m_size_digits == 0 || (c != '\r' && c != ';'))
        return refuse(400, broken);
    m_state = c == '\r' ? State::size_end : State::extension;
}

ChunkedBody::State ChunkedBody::expect(char found, char wanted, State next)
{
    if (found != wanted)
        refuse(400, broken);
    return next;
}

std::size_t ChunkedBody::take_data(std::string_view bytes, std::string& body)
{
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
    body.append(bytes.substr(0, taken));
    m_left -= taken;
    if (m_left == 0)
        m_state = State::data_return;
    return taken;
}

}  // namespace helselos::http
