#pragma once
#include "base/limits.h"
namespace helselos::limits {
constexpr std::chrono::hours token_life_max{4};
constexpr std::size_t token_scopes_max = 200;
constexpr std::size_t tokens_remembered_max = 50'000;
constexpr std::chrono::seconds token_remembered_time{60};
constexpr std::size_t rsa_bits_min = 2'048;
constexpr std::size_t rsa_bits_max = 8'192;
constexpr std::size_t key_set_keys_max = 64;
constexpr std::size_t proof_bytes_max = 4U << 10;
constexpr std::chrono::minutes proof_nonce_life{5};
constexpr std::chrono::minutes issuer_keys_refresh{10};
constexpr std::size_t issuer_waiting_max = 16;
constexpr std::chrono::seconds client_assertion_life{60};
}  // namespace helselos::limits
