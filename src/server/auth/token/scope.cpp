#include "server/auth/token/scope.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::auth {

namespace {

using access::Scope;

std::optional<Scope::Context> parse_context(std::string_view text)
{
    if (text == "patient")
        return Scope::Context::patient;
    if (text == "user")
        return Scope::Context::user;
    if (text == "system")
        return Scope::Context::system;
    return std::nullopt;
}

bool is_type(std::string_view text)
{
    return text == "*" || (!text.empty() && is_upper(text.front()) && std::ranges::all_of(text, is_letter));
}

bool allow_all(Scope& scope, std::string_view version_1)
{
    const bool reads = version_1 == "read" || version_1 == "*";
    const bool writes = version_1 == "write" || version_1 == "*";
    scope.may_read = scope.may_search = reads;
    scope.may_create = scope.may_update = scope.may_delete = writes;
    return reads || writes;
}

// Letters of "cruds" in that order, each at most once.
bool allow(Scope& scope, std::string_view letters)
{
    constexpr std::string_view known = "cruds";
    bool* const rights[]
        = {&scope.may_create, &scope.may_read, &scope.may_update, &scope.may_delete, &scope.may_search};
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

std::optional<Scope> parse_scope(std::string_view text)
{
    Scope scope;
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

std::vector<Scope> parse_scopes(std::span<const std::string> texts)
{
    std::vector<Scope> scopes;
    for (const auto& text : texts)
        if (auto scope = parse_scope(text))
            scopes.push_back(*std::move(scope));
    return scopes;
}

}  // namespace helselos::auth
