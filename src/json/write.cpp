#include "json/write.h"

#include <emmintrin.h>

#include <bit>

namespace helselos::json {

namespace {

// How many bytes from the front need no escape, found 16 at a time.
std::size_t plain_bytes(std::string_view text)
{
    const auto quote = _mm_set1_epi8('"');
    const auto backslash = _mm_set1_epi8('\\');
    const auto last_control = _mm_set1_epi8(0x1f);
    std::size_t at = 0;
    for (; at + 16 <= text.size(); at += 16) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const auto is_control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
        const auto special
            = _mm_or_si128(is_control, _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
        if (mask != 0)
            return at + static_cast<std::size_t>(std::countr_zero(mask));
    }
    for (; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20 || byte == '"' || byte == '\\')
            return at;
    }
    return at;
}

void write_escape(char c, std::string& out)
{
    constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += hex[byte >> 4];
    out += hex[byte & 0xf];
}

void new_line(std::string& out, std::size_t depth)
{
    out += '\n';
    out.append(2 * depth, ' ');
}

// Depth is bounded by the reader's limit or by the hand that built the document.
void write_pretty(Value value, std::string& out, std::size_t depth)
{
    const bool array = value.is_array();
    if ((!array && !value.is_object()) || value.size() == 0)
        return write(value, out);
    out += array ? '[' : '{';
    bool first = true;
    const auto separate = [&] {
        if (!first)
            out += ',';
        first = false;
        new_line(out, depth + 1);
    };
    for (const auto element : value.elements()) {
        separate();
        write_pretty(element, out, depth + 1);
    }
    for (const auto& member : value.members()) {
        separate();
        write_string(member.key, out);
        out += ": ";
        write_pretty(member.value(), out, depth + 1);
    }
    new_line(out, depth);
    out += array ? ']' : '}';
}

void write_array(Value value, std::string& out)
{
    out += '[';
    bool first = true;
    for (const auto element : value.elements()) {
        if (!first)
            out += ',';
        first = false;
        write(element, out);
    }
    out += ']';
}

void write_object(Value value, std::string& out)
{
    out += '{';
    bool first = true;
    for (const auto& member : value.members()) {
        if (!first)
            out += ',';
        first = false;
        write_string(member.key, out);
        out += ':';
        write(member.value(), out);
    }
    out += '}';
}

}  // namespace

void write_string(std::string_view text, std::string& out)
{
    out += '"';
    for (;;) {
        const auto plain = plain_bytes(text);
        out.append(text.data(), plain);
        if (plain == text.size())
            break;
        write_escape(text[plain], out);
        text.remove_prefix(plain + 1);
    }
    out += '"';
}

void write(Value value, std::string& out)
{
    switch (value.type()) {
    case Type::absent: return;
    case Type::null: out += "null"; return;
    case Type::boolean:
    case Type::number: out += value.text(); return;
    case Type::string: write_string(value.text(), out); return;
    case Type::array: write_array(value, out); return;
    case Type::object: write_object(value, out); return;
    }
}

std::string to_text(Value value)
{
    std::string out;
    write(value, out);
    return out;
}

std::string to_pretty_text(Value value)
{
    std::string out;
    write_pretty(value, out, 0);
    out += '\n';
    return out;
}

}  // namespace helselos::json
