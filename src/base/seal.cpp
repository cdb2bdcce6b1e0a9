#include "base/seal.h"

#include "base/assert.h"
#include "base/base64.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <cstdint>
#include <memory>

namespace helselos {

namespace {

constexpr std::size_t tag_bytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

// Fetched once: looking it up costs more than using it.
const EVP_CIPHER* cipher()
{
    static const std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> fetched(
        EVP_CIPHER_fetch(nullptr, "AES-256-SIV", nullptr), &EVP_CIPHER_free);
    HL_ASSERT(fetched != nullptr);
    return fetched.get();
}

Context start(std::string_view key, bool closes)
{
    Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    HL_ASSERT(context != nullptr);
    HL_ASSERT(EVP_CipherInit_ex2(context.get(), cipher(), bytes_of(key), nullptr, closes ? 1 : 0, nullptr) == 1);
    return context;
}

// OpenSSL wants some text; one byte before it makes an empty one no exception.
bool run(EVP_CIPHER_CTX* context, std::string_view in, std::string_view bound_to, std::string& out)
{
    int size = 0;
    const std::string aside = "." + std::string(bound_to);
    HL_ASSERT(EVP_CipherUpdate(context, nullptr, &size, bytes_of(aside), static_cast<int>(aside.size())) == 1);
    out.resize(in.size());
    return EVP_CipherUpdate(
               context, reinterpret_cast<unsigned char*>(out.data()), &size, bytes_of(in), static_cast<int>(in.size()))
        == 1;
}

}  // namespace

Seal::Seal(std::string_view secret)
{
    std::array<unsigned char, SHA512_DIGEST_LENGTH> digest{};
    SHA512(bytes_of(secret), secret.size(), digest.data());
    m_key.assign(reinterpret_cast<const char*>(digest.data()), digest.size());
}

std::string Seal::close(std::string_view text, std::string_view context) const
{
    const auto running = start(m_key, true);
    std::string hidden;
    HL_ASSERT(run(running.get(), "." + std::string(text), context, hidden));
    std::string tag(tag_bytes, '\0');
    HL_ASSERT(EVP_CIPHER_CTX_ctrl(running.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()), tag.data()) == 1);
    return base64url(tag + hidden);
}

std::optional<std::string> Seal::open(std::string_view sealed, std::string_view context) const
{
    auto bytes = from_base64url(sealed);
    // The last letter of base64 has spare bits: only the form we write is ours.
    if (!bytes || bytes->size() <= tag_bytes || base64url(*bytes) != sealed)
        return std::nullopt;
    const auto running = start(m_key, false);
    HL_ASSERT(
        EVP_CIPHER_CTX_ctrl(running.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_bytes), bytes->data()) == 1);
    std::string text;
    if (!run(running.get(), std::string_view(*bytes).substr(tag_bytes), context, text))
        return std::nullopt;
    return text.substr(1);
}

}  // namespace helselos
