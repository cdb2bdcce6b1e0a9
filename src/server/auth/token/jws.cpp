#include "server/auth/token/jws.h"

#include "base/base64.h"
#include "base/text.h"
#include "json/decimal.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::auth {

namespace {

constexpr std::int64_t seconds_max = 253'402'300'799;  // The end of the year 9999.

Error refused(std::string reason)
{
    return {Kind::unauthenticated, std::move(reason)};
}

Result<json::Document> read_part(std::string_view part)
{
    const auto text = from_base64url(part);
    if (!text)
        return refused("the token is no signed JSON");
    auto document = json::read(*text);
    if (!document || !document->root().is_object())
        return refused("the token is no signed JSON");
    return *std::move(document);
}

Result<Algorithm> read_algorithm(json::Value header)
{
    // An extension that must be understood is none of ours (RFC 7515, section 4.1.11); unencoded payloads are one.
    if (header["crit"].exists() || header["b64"].exists() || header["zip"].exists())
        return refused("the token's header demands what is not known here");
    const auto algorithm = algorithm_of(header["alg"].text());
    if (!algorithm)
        return refused("the token is signed by an algorithm that is not accepted");
    return *algorithm;
}

}  // namespace

Result<Jws> parse_jws(std::string_view text, std::size_t bytes_max)
{
    if (text.size() > bytes_max)
        return refused("the token is too long");
    const auto parts = split(text, '.');
    if (parts.size() != 3)
        return refused("the token is no signed JSON");
    Jws jws;
    jws.header = TRY(read_part(parts[0]));
    jws.algorithm = TRY(read_algorithm(jws.header.root()));
    jws.payload = TRY(read_part(parts[1]));
    auto signature = from_base64url(parts[2]);
    if (!signature || signature->empty())
        return refused("the token is not signed");
    jws.signature = *std::move(signature);
    jws.signed_text = text.substr(0, parts[0].size() + 1 + parts[1].size());
    return jws;
}

bool is_type(const Jws& jws, std::initializer_list<std::string_view> types)
{
    constexpr std::string_view prefix = "application/";
    auto given = jws.header.root()["typ"].text();
    if (given.size() > prefix.size() && equals_ignoring_case(given.substr(0, prefix.size()), prefix))
        given.remove_prefix(prefix.size());
    return std::ranges::any_of(types, [given](std::string_view type) { return equals_ignoring_case(given, type); });
}

Result<Instant> moment_claim(json::Value payload, const char* claim)
{
    const auto value = payload[claim];
    const auto number = value.is_number() ? json::Decimal::parse(value.text()) : std::nullopt;
    const auto whole = number ? number->rounded(0, json::Decimal::Rounding::floor) : std::nullopt;
    const auto seconds = whole ? whole->to_integer() : std::nullopt;
    if (!seconds || *seconds < 0 || *seconds > seconds_max)
        return refused(std::string("the token has no moment in ") + claim);
    return Instant(std::chrono::seconds(*seconds));
}

Result<std::string> sign_jws(json::Draft header, const json::Draft& payload, const PrivateKey& key)
{
    header.set("alg", to_text(key.algorithm()));
    if (!key.id().empty())
        header.set("kid", key.id());
    const auto text = base64url(json::to_text(header)) + "." + base64url(json::to_text(payload));
    return text + "." + base64url(TRY(key.sign(text)));
}

}  // namespace helselos::auth
