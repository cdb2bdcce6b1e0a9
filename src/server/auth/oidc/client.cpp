#include "server/auth/oidc/client.h"

#include "base/limits.h"
#include "base/log.h"
#include "server/auth/token/digest.h"
#include "json/read.h"

#include <fmt/format.h>

namespace helselos::auth {

namespace {

const Error silent{Kind::busy, "the issuer does not answer"};

std::int64_t seconds(Instant instant)
{
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace

// HelseID and FAPI 2.0 want the issuer's name as audience; at most a minute, and each used once.
Result<QueryParameters> Client::identification() const
{
    const auto now = m_clock.now();
    const auto claims = json::object({{"iss", m_settings.id}, {"sub", m_settings.id},
        {"aud", m_settings.issuer.address()}, {"jti", make_uuid(m_random)}, {"iat", seconds(now)},
        {"nbf", seconds(now)}, {"exp", seconds(now + limits::client_assertion_life)}});
    const auto assertion = TRY(sign_jws(json::object({{"typ", "client-authentication+jwt"}}), claims, m_settings.key));
    return QueryParameters{{"client_id", m_settings.id},
        {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
        {"client_assertion", assertion}};
}

Result<std::string> Client::ask(const Question& question) const
{
    const auto metadata = TRY(m_settings.issuer.metadata());
    if (metadata.pushed_endpoint.empty() || metadata.authorization_endpoint.empty())
        return silent;
    auto form = TRY(identification());
    form.insert(form.end(),
        {{"response_type", "code"}, {"scope", m_settings.scope}, {"redirect_uri", m_settings.redirect_address},
            {"state", question.state}, {"nonce", question.nonce}, {"code_challenge_method", "S256"},
            {"code_challenge", sha256_base64url(question.verifier)}});
    if (!m_settings.high_levels.empty())
        form.emplace_back("acr_values", m_settings.high_levels.front());
    // With it the issuer has to tell when they did (OpenID Connect Core 1.0, section 3.1.2.1).
    if (question.is_anew)
        form.emplace_back("max_age", "0");
    if (!question.language.empty())
        form.emplace_back("ui_locales", question.language);
    const auto answer = TRY(m_fetch({true, metadata.pushed_endpoint, std::move(form)}));
    const auto document = json::read(answer.body);
    if (answer.status != 201 || !document || document->root()["request_uri"].text().empty()) {
        log::write(log::Level::warning, "issuer refused a pushed request", {{"status", answer.status}});
        return silent;
    }
    return fmt::format("{}{}client_id={}&request_uri={}", metadata.authorization_endpoint,
        metadata.authorization_endpoint.find('?') == std::string::npos ? '?' : '&', percent_encode(m_settings.id),
        percent_encode(document->root()["request_uri"].text()));
}

// Twice at most: an issuer that wants its nonce in the proof gives it with its refusal (RFC 9449, section 8).
Result<Incoming> Client::post_with_proof(const std::string& address, const QueryParameters& form) const
{
    std::string nonce;
    for (int round = 0;; ++round) {
        auto whole = TRY(identification());
        whole.insert(whole.end(), form.begin(), form.end());
        const auto proof = TRY(make_proof({"POST", address, "", nonce}, m_proof_key, m_clock.now(), m_random));
        auto answer = TRY(m_fetch({true, address, std::move(whole), {{"DPoP", proof}}}));
        if (answer.status == 200 || answer.dpop_nonce.empty() || answer.dpop_nonce == nonce || round > 0)
            return answer;
        nonce = answer.dpop_nonce;
    }
}

Result<Client::Answer> Client::redeem(
    const std::string& code, const std::string& verifier, const std::string& nonce) const
{
    const auto metadata = TRY(m_settings.issuer.metadata());
    const auto incoming = TRY(post_with_proof(metadata.token_endpoint,
        {{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", m_settings.redirect_address},
            {"code_verifier", verifier}}));
    if (incoming.status >= 500)
        return silent;
    const auto document = json::read(incoming.body);
    if (incoming.status != 200 || !document)
        // A code used twice, or not by this client: as likely an attack as a mistake of ours.
        return Error{Kind::unauthenticated, "the issuer does not take the code"};
    const std::string text(document->root()["id_token"].text());
    const auto jws = TRY(parse_jws(text, limits::token_bytes_max));
    const auto key = TRY(key_of(jws));
    auto token = TRY(check_id_token(jws, key, rules(), nonce, m_clock.now()));
    return Answer{std::move(token), text};
}

Result<LogoutToken> Client::read_logout(std::string_view text) const
{
    const auto jws = TRY(parse_jws(text, limits::token_bytes_max));
    return check_logout_token(jws, TRY(key_of(jws)), rules(), m_clock.now());
}

Result<PublicKey> Client::key_of(const Jws& jws) const
{
    return m_settings.issuer.key(jws.key_id(), jws.algorithm);
}

}  // namespace helselos::auth
