#include "store/sqlite/cursor.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace helselos::store::sqlite {

namespace {

constexpr std::string_view named_number = "a number as a name";

Error not_ours()
{
    return {Kind::invalid, "the page cursor is not one of this server, or belongs to another search"};
}

}  // namespace

std::string CursorSeal::close(std::string_view place, std::string_view question) const
{
    return m_seal.close(place, question);
}

Result<std::string> CursorSeal::open(std::string_view cursor, std::string_view question) const
{
    if (auto place = m_seal.open(cursor, question))
        return *std::move(place);
    return not_ours();
}

// A resource's id has no underscore (http://hl7.org/fhir/R4/datatypes.html#id), and no letter of a seal is a full stop.
std::string CursorSeal::disguise(std::int64_t number) const
{
    std::string bytes;
    add_integer(bytes, number);
    auto name = m_seal.close(bytes, named_number);
    std::ranges::replace(name, '_', '.');
    return name;
}

std::optional<std::int64_t> CursorSeal::recognise(std::string_view name) const
{
    std::string sealed(name);
    std::ranges::replace(sealed, '.', '_');
    const auto bytes = m_seal.open(sealed, named_number);
    if (!bytes)
        return std::nullopt;
    const auto number = PlaceReader(*bytes).integer();
    return number ? std::optional(*number) : std::nullopt;
}

void add_integer(std::string& bytes, std::int64_t number)
{
    std::array<char, sizeof number> raw{};
    std::memcpy(raw.data(), &number, sizeof number);
    bytes.append(raw.data(), raw.size());
}

void add_text(std::string& bytes, std::string_view text)
{
    add_integer(bytes, static_cast<std::int64_t>(text.size()));
    bytes.append(text);
}

Result<std::int64_t> PlaceReader::integer()
{
    std::int64_t number = 0;
    if (m_rest.size() < sizeof number)
        return not_ours();
    std::memcpy(&number, m_rest.data(), sizeof number);
    m_rest.remove_prefix(sizeof number);
    return number;
}

Result<std::string> PlaceReader::text()
{
    const auto size = static_cast<std::size_t>(TRY(integer()));
    if (size > m_rest.size())
        return not_ours();
    std::string text(m_rest.substr(0, size));
    m_rest.remove_prefix(size);
    return text;
}

}  // namespace helselos::store::sqlite
