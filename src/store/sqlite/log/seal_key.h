// The keys that close the days of the log: Ed25519 (RFC 8032), in PEM files as `openssl genpkey` makes them.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace helselos::store::sqlite {

class SealKey {
public:
    // Error invalid when the file holds no private Ed25519 key.
    static Result<SealKey> read(const std::filesystem::path& file);

    const std::string& public_bytes() const { return m_public; }  // 32 bytes.
    Result<std::string> sign(std::string_view statement) const;   // 64 bytes.

private:
    SealKey() = default;

    std::shared_ptr<evp_pkey_st> m_key;  // Shared by copies of this value; never changed.
    std::string m_public;
};

// The 32 bytes of the public key in a file with a public or a private one.
Result<std::string> read_public_key(const std::filesystem::path& file);

bool is_signed_by(std::string_view public_bytes, std::string_view statement, std::string_view signature);

}  // namespace helselos::store::sqlite
