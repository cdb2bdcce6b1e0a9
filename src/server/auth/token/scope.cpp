#include "server/auth/token/scope.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::auth {

namespace {

using access::SmartScope;

std::optional<SmartScope::Context> parse_context(std::string_view text)
{
    if (text == "patient")
        return SmartScope::Context::patient;
    if (text == "user")
        return SmartScope::Context::user;
    if (text == "system")
        return SmartScope::Context::system;
    return std::nullopt;
}

bool is_type(std::string_view text)
{
    return text == "*" || (!text.empty() && is_upper(text.front()) && std::ranges::all_of(text, is_letter));
}

bool allow_all(SmartScope& scope, std::string_view version_1)
{
    const bool reads = version_1 == "read" || version_1 == "*";
    const bool writes = version_1 == "write" || version_1 == "*";
    scope.read = scope.search = reads;
    scope.create = scope.update = scope.remove = writes;
    return reads || writes;
}

// Letters of "cruds" in that order, each at most once.
bool allow(SmartScope& scope, std::string_view letters)
{
    constexpr std::string_view known = "cruds";
    bool* const rights[] = {&scope.create, &scope.read, &scope.update, &scope.remove, &scope.search};
    std::size_t next = 0;
    for (const char letter : letters) {
        const auto at = known.find(letter, next);
        if (at == std::string_view::npos)
            return false;
        *rights[at] = true;
        next = at + 1;
    }
    return next > 0;
}

}  // namespace

std::optional<SmartScope> parse_scope(std::string_view text)
{
    SmartScope scope;
    const auto question = text.find('?');
    if (question != std::string_view::npos) {
        scope.restriction = text.substr(question + 1);
        if (scope.restriction.empty())
            return std::nullopt;
        text = text.substr(0, question);
    }
    const auto slash = text.find('/');
    const auto dot = text.find('.');
    if (slash == std::string_view::npos || dot == std::string_view::npos || dot < slash)
        return std::nullopt;
    const auto context = parse_context(text.substr(0, slash));
    scope.type = text.substr(slash + 1, dot - slash - 1);
    if (!context || !is_type(scope.type))
        return std::nullopt;
    scope.context = *context;
    const auto rights = text.substr(dot + 1);
    if (!allow_all(scope, rights) && !allow(scope, rights))
        return std::nullopt;
    return scope;
}

std::vector<SmartScope> parse_scopes(std::span<const std::string> texts)
{
    std::vector<SmartScope> scopes;
    for (const auto& text : texts)
        if (auto scope = parse_scope(text))
            scopes.push_back(*std::move(scope));
    return scopes;
}

}  // namespace helselos::auth
