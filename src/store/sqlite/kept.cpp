#include "store/sqlite/kept.h"

#include "base/assert.h"
#include "base/digest.h"
#include "base/limits.h"

#include <array>
#include <bit>
#include <cmath>

namespace helselos::store::sqlite {

namespace {

constexpr std::uint64_t sign = 1ULL << 63;

template <typename Number>
void put(std::string& bytes, Number number)
{
    for (int shift = static_cast<int>(sizeof number) * 8 - 8; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(number >> shift));
}

template <typename Number>
Number take(std::string_view& bytes)
{
    HL_ASSERT(bytes.size() >= sizeof(Number));
    Number number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number = static_cast<Number>((number << 8) | static_cast<unsigned char>(bytes[i]));
    bytes.remove_prefix(sizeof(Number));
    return number;
}

// Order-preserving forms: of two numbers the smaller has the smaller bytes.
std::uint64_t ordered(std::int64_t number)
{
    return static_cast<std::uint64_t>(number) ^ sign;
}
std::int64_t unordered_integer(std::uint64_t bits)
{
    return static_cast<std::int64_t>(bits ^ sign);
}

std::uint64_t ordered(double number)
{
    const auto bits = std::bit_cast<std::uint64_t>(number);
    return (bits & sign) != 0 ? ~bits : bits ^ sign;
}

double unordered_real(std::uint64_t bits)
{
    return std::bit_cast<double>((bits & sign) != 0 ? bits ^ sign : ~bits);
}

void put_length(std::string& bytes, std::size_t length)
{
    while (length >= 0x80) {
        bytes.push_back(static_cast<char>(0x80 | (length & 0x7f)));
        length >>= 7;
    }
    bytes.push_back(static_cast<char>(length));
}

std::size_t take_length(std::string_view& bytes)
{
    std::size_t length = 0;
    for (int shift = 0;; shift += 7) {
        HL_ASSERT(!bytes.empty() && shift < 64);
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        length |= static_cast<std::size_t>(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return length;
    }
}

void put_range(std::string& bytes, const KeptRow& row)
{
    put(bytes, ordered(row.low_number));
    put(bytes, ordered(row.high_number));
}

void take_range(std::string_view& bytes, KeptRow& row)
{
    row.low_number = unordered_real(take<std::uint64_t>(bytes));
    row.high_number = unordered_real(take<std::uint64_t>(bytes));
}

void take_fields(std::string_view bytes, KeptRow& row)
{
    switch (row.kind) {
    case RowKind::token:
        row.text = bytes.substr(0, bytes.size() - 4);
        bytes.remove_prefix(row.text.size());
        row.system = take<NameId>(bytes);
        return;
    case RowKind::string:
        row.text = bytes.substr(0, bytes.find('\0'));
        row.exact = bytes.substr(row.text.size() + 1);
        return;
    case RowKind::date:
        row.low = unordered_integer(take<std::uint64_t>(bytes));
        row.high = unordered_integer(take<std::uint64_t>(bytes));
        return;
    case RowKind::number: take_range(bytes, row); return;
    case RowKind::quantity:
        take_range(bytes, row);
        row.system = take<NameId>(bytes);
        row.unit = take<NameId>(bytes);
        return;
    case RowKind::reference: row.target = unordered_integer(take<std::uint64_t>(bytes)); return;
    case RowKind::uri:
    case RowKind::composite: row.text = bytes; return;
    case RowKind::member:
        row.target = unordered_integer(take<std::uint64_t>(bytes));
        row.owner = unordered_integer(take<std::uint64_t>(bytes));
        return;
    }
}

void put_text(std::string& bytes, std::string_view text)
{
    bytes.append(text).append(1, '\0');
}

std::string_view take_text(std::string_view& bytes)
{
    const auto text = bytes.substr(0, bytes.find('\0'));
    HL_ASSERT(text.size() < bytes.size());
    bytes.remove_prefix(text.size() + 1);
    return text;
}

void take_part(std::string_view& bytes, KeptRow& part)
{
    switch (part.kind) {
    case RowKind::token:
        part.text = take_text(bytes);
        part.system = take<NameId>(bytes);
        return;
    case RowKind::string:
    case RowKind::uri: part.text = take_text(bytes); return;
    case RowKind::date:
        take<std::uint8_t>(bytes);
        part.low = unordered_integer(take<std::uint64_t>(bytes));
        part.high = unordered_integer(take<std::uint64_t>(bytes));
        return;
    case RowKind::number:
    case RowKind::quantity:
        take<std::uint8_t>(bytes);
        take_range(bytes, part);
        if (part.kind == RowKind::number)
            return;
        part.system = take<NameId>(bytes);
        part.unit = take<NameId>(bytes);
        return;
    case RowKind::reference: part.target = unordered_integer(take<std::uint64_t>(bytes)); return;
    case RowKind::member:
    case RowKind::composite: break;
    }
    HL_ASSERT(false);
}

int width_class(std::span<const WidthClass> classes, double width)
{
    for (const auto& each : classes) {
        if (width <= each.width_max)
            return each.number;
    }
    return classes.back().number;
}

}  // namespace

std::string encode(const KeptRow& row)
{
    std::string bytes;
    bytes.push_back(static_cast<char>(row.kind));
    put(bytes, row.parameter);
    switch (row.kind) {
    case RowKind::token:
        bytes.append(row.text);
        put(bytes, row.system);
        break;
    case RowKind::string: bytes.append(row.text).append(1, '\0').append(row.exact); break;
    case RowKind::date:
        put(bytes, ordered(row.low));
        put(bytes, ordered(row.high));
        break;
    case RowKind::number: put_range(bytes, row); break;
    case RowKind::quantity:
        put_range(bytes, row);
        put(bytes, row.system);
        put(bytes, row.unit);
        break;
    case RowKind::reference: put(bytes, ordered(row.target)); break;
    case RowKind::uri:
    case RowKind::composite: bytes.append(row.text); break;
    case RowKind::member:
        put(bytes, ordered(row.target));
        put(bytes, ordered(row.owner));
        break;
    }
    return bytes;
}

KeptRow decode(std::string_view bytes)
{
    KeptRow row;
    HL_ASSERT(!bytes.empty());
    row.kind = static_cast<RowKind>(bytes.front());
    bytes.remove_prefix(1);
    row.parameter = take<NameId>(bytes);
    take_fields(bytes, row);
    return row;
}

std::string encode_part(const KeptRow& part)
{
    std::string bytes;
    bytes.push_back(static_cast<char>(part.kind));
    switch (part.kind) {
    case RowKind::token:
        put_text(bytes, part.text);
        put(bytes, part.system);
        break;
    case RowKind::string:
    case RowKind::uri: put_text(bytes, part.text); break;
    case RowKind::date:
        bytes.push_back(static_cast<char>(width_class_of_date(part.low, part.high)));
        put(bytes, ordered(part.low));
        put(bytes, ordered(part.high));
        break;
    case RowKind::number:
    case RowKind::quantity:
        bytes.push_back(static_cast<char>(width_class_of_number(part.low_number, part.high_number)));
        put_range(bytes, part);
        if (part.kind == RowKind::number)
            break;
        put(bytes, part.system);
        put(bytes, part.unit);
        break;
    case RowKind::reference: put(bytes, ordered(part.target)); break;
    case RowKind::member:
    case RowKind::composite: HL_ASSERT(false);
    }
    return bytes;
}

std::optional<KeptRow> next_part(std::string_view& rest)
{
    if (rest.empty())
        return std::nullopt;
    KeptRow part;
    part.kind = static_cast<RowKind>(rest.front());
    rest.remove_prefix(1);
    take_part(rest, part);
    return part;
}

std::string part_start(RowKind kind, int width, std::int64_t low)
{
    std::string bytes{static_cast<char>(kind), static_cast<char>(width)};
    put(bytes, ordered(low));
    return bytes;
}

std::string part_start(RowKind kind, int width, double low)
{
    std::string bytes{static_cast<char>(kind), static_cast<char>(width)};
    put(bytes, ordered(low));
    return bytes;
}

std::string join(const EncodedRows& rows)
{
    std::string blob;
    for (const auto& row : rows) {
        put_length(blob, row.size());
        blob.append(row);
    }
    return blob;
}

std::optional<std::string_view> KeptRows::next_bytes()
{
    if (m_rest.empty())
        return std::nullopt;
    const auto length = take_length(m_rest);
    HL_ASSERT(length <= m_rest.size());
    const auto bytes = m_rest.substr(0, length);
    m_rest.remove_prefix(length);
    return bytes;
}

std::optional<KeptRow> KeptRows::next()
{
    const auto bytes = next_bytes();
    return bytes ? std::optional(decode(*bytes)) : std::nullopt;
}

std::optional<KeptRow> KeptRows::next(RowKind kind, NameId parameter)
{
    std::string wanted{static_cast<char>(kind)};
    put(wanted, parameter);
    while (const auto bytes = next_bytes()) {
        const int order = bytes->substr(0, wanted.size()).compare(wanted);
        if (order == 0)
            return decode(*bytes);
        if (order > 0)
            m_rest = {};
    }
    return std::nullopt;
}

std::span<const WidthClass> date_width_classes()
{
    constexpr double day = 86'400'000;
    static constexpr std::array<WidthClass, 6> classes{
        {{0, 1000}, {1, day}, {2, 31 * day}, {3, 366 * day}, {4, 3660 * day}, {5, INFINITY}}};
    return classes;
}

std::span<const WidthClass> number_width_classes()
{
    static constexpr std::array<WidthClass, 7> classes{
        {{0, 0.001}, {1, 0.01}, {2, 0.1}, {3, 1}, {4, 10}, {5, 1000}, {6, INFINITY}}};
    return classes;
}

int width_class_of_date(std::int64_t low, std::int64_t high)
{
    return width_class(date_width_classes(), static_cast<double>(high) - static_cast<double>(low));
}

int width_class_of_number(double low, double high)
{
    return width_class(number_width_classes(), high - low);
}

std::string to_key(std::string_view text)
{
    if (text.size() <= limits::store_key_bytes_max)
        return std::string(text);
    const auto digest = sha256_hex(text);
    return std::string(text.substr(0, limits::store_key_bytes_max - digest.size())) + digest;
}

std::string_view cut_folded(std::string_view folded)
{
    if (folded.size() <= limits::store_folded_bytes_max)
        return folded;
    auto size = limits::store_folded_bytes_max;
    while (size > 0 && (static_cast<unsigned char>(folded[size]) & 0xc0) == 0x80)
        --size;
    return folded.substr(0, size);
}

}  // namespace helselos::store::sqlite
