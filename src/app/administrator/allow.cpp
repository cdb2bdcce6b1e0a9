#include "app/administrator/allow.h"

#include <algorithm>

namespace helselos::app::administrator {

namespace {

bool opens_all(const access::SmartScope& scope)
{
    return scope.context == access::SmartScope::Context::user && scope.type == "*" && scope.create && scope.read
        && scope.update && scope.remove && scope.search && scope.restriction.empty();
}

}  // namespace

Result<void> allow_only_administrator(const interaction::OperationRequest& request)
{
    const auto& caller = request.session.caller();
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in first"};
    const bool is_narrowed = !caller.scopes.empty() && std::ranges::none_of(caller.scopes, opens_all);
    if (caller.kind != access::CallerKind::administrator || is_narrowed)
        return Error{Kind::forbidden, "this is for administrators"};
    return {};
}

json::Draft part(const char* name, const char* key, json::Draft value)
{
    if (!value.exists())
        return {};
    return json::object({{"name", name}, {key, std::move(value)}});
}

json::Draft text_or_none(const std::string& text)
{
    return text.empty() ? json::Draft() : json::Draft(text);
}

interaction::OperationAnswer answer_with(json::Draft parameters)
{
    return {200,
        json::to_text(
            json::object({{"resourceType", "Parameters"}, {"parameter", json::unless_empty(std::move(parameters))}}))};
}

}  // namespace helselos::app::administrator
