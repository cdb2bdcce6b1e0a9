#include "store/sqlite/log/chain.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <openssl/sha.h>

namespace helselos::store::sqlite {

namespace {

// The same bytes on every machine, as the file itself.
void put_number(std::string& bytes, std::int64_t number)
{
    auto bits = static_cast<std::uint64_t>(number);
    for (int i = 0; i < 8; ++i, bits >>= 8)
        bytes.push_back(static_cast<char>(bits));
}

// With its length before it, so that no two rows have the same bytes.
void put_text(std::string& bytes, std::string_view text)
{
    put_number(bytes, static_cast<std::int64_t>(text.size()));
    bytes.append(text);
}

LogHash sha256(std::string_view bytes)
{
    LogHash hash{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
    return hash;
}

}  // namespace

std::string_view bytes_of(const LogHash& hash)
{
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

LogHash hash_of(std::string_view bytes)
{
    LogHash hash{};
    if (bytes.size() == hash.size())
        std::ranges::copy(bytes, hash.begin());
    return hash;
}

std::string to_hex(std::string_view bytes)
{
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

LogHash digest_of(const AuditRow& row, std::int64_t number)
{
    const std::array more{&row.app, &row.decided_by, &row.legal_entity, &row.point_of_care, &row.purpose_details};
    const bool has_more = std::ranges::any_of(more, [](const std::string* text) { return !text->empty(); });
    std::string bytes;
    bytes.reserve(512);
    bytes = has_more ? "helselos log row 2" : "helselos log row 1";
    put_number(bytes, number);
    put_number(bytes, row.at.time_since_epoch().count());
    for (const auto* text : {&row.agent, &row.organization, &row.action, &row.interaction, &row.record, &row.patient,
             &row.purpose, &row.outcome, &row.role, &row.basis, &row.reason, &row.decision, &row.network_request})
        put_text(bytes, *text);
    if (has_more)
        for (const auto* text : more)
            put_text(bytes, *text);
    return sha256(bytes);
}

LogHash hash_of(const LogLink& link, const LogHash& before, std::span<const LogHash> digests)
{
    std::string bytes = "helselos log link 1";
    bytes.reserve(bytes.size() + 72 + digests.size() * sizeof(LogHash));
    bytes.append(bytes_of(before));
    for (const auto number :
        {link.number, static_cast<std::int64_t>(link.at.time_since_epoch().count()), link.first, link.last, link.rows})
        put_number(bytes, number);
    for (const auto& digest : digests)
        bytes.append(bytes_of(digest));
    return sha256(bytes);
}

std::int64_t day_of(Instant at)
{
    return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
}

std::string day_text(std::int64_t day)
{
    return to_text(Instant(std::chrono::days(day))).substr(0, 10);
}

std::string statement_of(const LogDay& day)
{
    std::string bytes = "helselos log day 1";
    for (const auto number : {day.day, day.last_link, day.last_row, day.rows})
        put_number(bytes, number);
    bytes.append(bytes_of(day.hash));
    return bytes;
}

}  // namespace helselos::store::sqlite
