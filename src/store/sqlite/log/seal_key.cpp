#include "store/sqlite/log/seal_key.h"

#include <cstdio>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace helselos::store::sqlite {

namespace {

constexpr std::size_t public_bytes = 32;
constexpr std::size_t signature_bytes = 64;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;
using Reader = EVP_PKEY* (*)(std::FILE*, EVP_PKEY**, pem_password_cb*, void*);

// A server that starts by itself cannot be asked for a password.
int no_password(char*, int, int, void*)
{
    return -1;
}

std::shared_ptr<EVP_PKEY> read_pem(const std::filesystem::path& path, Reader reader)
{
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "re"));
    if (!file)
        return nullptr;
    std::shared_ptr<EVP_PKEY> key(reader(file.get(), nullptr, no_password, nullptr), EVP_PKEY_free);
    return key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519 ? key : nullptr;
}

std::string public_of(EVP_PKEY* key)
{
    std::string bytes(public_bytes, '\0');
    auto size = bytes.size();
    HL_ASSERT(EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(bytes.data()), &size) == 1
        && size == public_bytes);
    return bytes;
}

const unsigned char* start_of(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Result<SealKey> SealKey::read(const std::filesystem::path& file)
{
    SealKey key;
    key.m_key = read_pem(file, PEM_read_PrivateKey);
    if (!key.m_key)
        return Error{Kind::invalid, "the seal key cannot be read: it has to be a private Ed25519 key in PEM"};
    key.m_public = public_of(key.m_key.get());
    return key;
}

Result<std::string> SealKey::sign(std::string_view statement) const
{
    const Context context(EVP_MD_CTX_new());
    std::string signature(signature_bytes, '\0');
    auto size = signature.size();
    const bool is_signed = context != nullptr
        && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) == 1
        && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, start_of(statement),
               statement.size())
            == 1;
    if (!is_signed || size != signature_bytes)
        return Error{Kind::fault, "a day of the log could not be signed"};
    return signature;
}

Result<std::string> read_public_key(const std::filesystem::path& file)
{
    auto key = read_pem(file, PEM_read_PUBKEY);
    if (!key)
        key = read_pem(file, PEM_read_PrivateKey);
    if (!key)
        return Error{Kind::invalid, "the key cannot be read: it has to be an Ed25519 key in PEM"};
    return public_of(key.get());
}

bool is_signed_by(std::string_view key_bytes, std::string_view statement, std::string_view signature)
{
    if (key_bytes.size() != public_bytes || signature.size() != signature_bytes)
        return false;
    const std::shared_ptr<EVP_PKEY> key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, start_of(key_bytes), key_bytes.size()), EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), start_of(signature), signature.size(), start_of(statement), statement.size())
        == 1;
}

}  // namespace helselos::store::sqlite
