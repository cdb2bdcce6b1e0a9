#include "services/sharing/desk.h"

#include "base/limits.h"
#include "json/read.h"

namespace helselos::sharing {

access::Session Desk::for_caller(const access::Caller& caller) const
{
    return records.open(interaction::on_behalf_of(caller, "sharing"));
}

Result<void> refuse_unless(const access::Caller& caller, access::CallerKind kind)
{
    if (caller.kind == kind)
        return {};
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    return Error{Kind::forbidden, "you may not do this"};
}

Result<std::string> text_parameter(const interaction::OperationRequest& request, std::string_view name)
{
    if (request.body == nullptr)
        return std::string();
    const auto part = interaction::parameter(request.body->root(), name);
    const auto value = part["valueString"].exists() ? part["valueString"] : part["valueCode"];
    if (part.exists() && !value.is_string())
        return Error{Kind::invalid, "the parameter is a text", "Parameters.parameter." + std::string(name)};
    if (value.text().size() > limits::share_text_letters_max)
        return Error{Kind::too_large, "the text is too long", "Parameters.parameter." + std::string(name)};
    return std::string(value.text());
}

Result<json::Document> open_version(const access::Version& version)
{
    return json::read(version.body);
}

}  // namespace helselos::sharing
