#include "services/sharing/share_code.h"

#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"

namespace helselos::sharing {

namespace {

constexpr std::string_view signs = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

}  // namespace

std::string make_share_code(Random& random)
{
    std::string code;
    while (code.size() < limits::share_code_letters)
        code += signs[below(random, signs.size())];
    return code;
}

std::optional<std::string> read_share_code(std::string_view typed)
{
    std::string code;
    for (const char c : typed) {
        if (c == '-' || is_space(c))
            continue;
        const char upper = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
        if (signs.find(upper) == std::string_view::npos)
            return std::nullopt;
        code += upper;
    }
    if (code.size() != limits::share_code_letters)
        return std::nullopt;
    return code;
}

std::string kept_digest(std::string_view code, std::string_view key)
{
    return "hmac-sha256:" + keyed_digest_hex(key, code);
}

std::string plain_digest(std::string_view code)
{
    return sha256_hex(code);
}

std::string to_shown(std::string_view code)
{
    const auto half = code.size() / 2;
    return std::string(code.substr(0, half)) + "-" + std::string(code.substr(half));
}

}  // namespace helselos::sharing
