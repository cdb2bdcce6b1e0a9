#include "server/auth/token/key.h"

#include <array>
#include <utility>

namespace helselos::auth {

namespace {

constexpr std::array<std::pair<std::string_view, Algorithm>, 9> algorithms{{
    {"RS256", Algorithm::rs256},
    {"RS384", Algorithm::rs384},
    {"RS512", Algorithm::rs512},
    {"PS256", Algorithm::ps256},
    {"PS384", Algorithm::ps384},
    {"PS512", Algorithm::ps512},
    {"ES256", Algorithm::es256},
    {"ES384", Algorithm::es384},
    {"ES512", Algorithm::es512},
}};

}  // namespace

std::optional<Algorithm> algorithm_of(std::string_view name)
{
    for (const auto& [known, algorithm] : algorithms)
        if (known == name)
            return algorithm;
    return std::nullopt;
}

std::string_view to_text(Algorithm algorithm)
{
    for (const auto& [name, known] : algorithms)
        if (known == algorithm)
            return name;
    return {};
}

std::vector<std::string_view> algorithm_names()
{
    std::vector<std::string_view> names;
    for (const auto& [name, algorithm] : algorithms)
        names.push_back(name);
    return names;
}

}  // namespace helselos::auth
