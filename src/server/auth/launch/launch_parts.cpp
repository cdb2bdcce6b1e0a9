#include "server/auth/launch/launch_parts.h"

#include "base/limits/launch.h"

namespace helselos::auth {

namespace {

using interaction::OperationRequest;

Error wrong(std::string_view name)
{
    return {Kind::invalid, "the parameter is of another type, too long, or there twice",
        "Parameters.parameter." + std::string(name)};
}

Result<json::Value> value_in(const OperationRequest& request, std::string_view name, const char* element)
{
    if (request.body == nullptr || request.body->root()["resourceType"].text() != "Parameters")
        return Error{Kind::invalid, "Parameters are needed"};
    json::Value value;
    for (const auto part : request.body->root()["parameter"].elements()) {
        if (part["name"].text() != name)
            continue;
        if (value.exists() || !part[element].exists())
            return wrong(name);
        value = part[element];
    }
    return value;
}

}  // namespace

Result<std::string> text_in(const OperationRequest& request, std::string_view name, std::size_t bytes_max)
{
    const auto value = TRY(value_in(request, name, "valueString"));
    if (value.exists() && (!value.is_string() || value.text().size() > bytes_max))
        return wrong(name);
    return std::string(value.text());
}

Result<std::string> reference_in(const OperationRequest& request, std::string_view name, std::string_view type)
{
    const auto value = TRY(value_in(request, name, "valueReference"));
    if (!value.exists())
        return std::string();
    const auto text = value["reference"].text();
    const auto slash = text.find('/');
    if (text.substr(0, slash) != type || slash == std::string_view::npos || !interaction::is_id(text.substr(slash + 1)))
        return wrong(name);
    return std::string(text);
}

Result<Identifier> identifier_in(const OperationRequest& request, std::string_view name)
{
    const auto value = TRY(value_in(request, name, "valueIdentifier"));
    Identifier identifier{std::string(value["system"].text()), std::string(value["value"].text())};
    if (value.exists() && (identifier.system.empty() || identifier.value.size() > limits::launch_text_bytes_max))
        return wrong(name);
    return identifier;
}

Result<access::Key> key_in(std::string_view reference)
{
    const auto slash = reference.find('/');
    if (slash == std::string_view::npos)
        return Error{Kind::invalid, "no reference"};
    return access::Key{std::string(reference.substr(0, slash)), std::string(reference.substr(slash + 1))};
}

std::string id_in(std::string_view reference)
{
    return std::string(reference.substr(reference.find('/') + 1));
}

json::Draft named(std::string_view name, std::string element, json::Draft value)
{
    auto part = json::object({{"name", name}});
    part.set(std::move(element), std::move(value));
    return part;
}

interaction::OperationAnswer parameters_of(json::Draft parts)
{
    return {200,
        json::to_text(
            json::object({{"resourceType", "Parameters"}, {"parameter", json::unless_empty(std::move(parts))}}))};
}

}  // namespace helselos::auth
