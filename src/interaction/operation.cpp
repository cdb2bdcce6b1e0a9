#include "interaction/operation.h"

namespace helselos::interaction {

void Operations::add(Operation operation)
{
    m_operations.push_back(std::move(operation));
}

const Operation* Operations::find(Level level, std::string_view type, std::string_view name) const
{
    for (const auto& operation : m_operations) {
        const bool fits_type = operation.type.empty() || operation.type == type;
        if (operation.level == level && operation.name == name && fits_type)
            return &operation;
    }
    return nullptr;
}

json::Value parameter(json::Value parameters, std::string_view name)
{
    for (const auto part : parameters["parameter"].elements())
        if (part["name"].text() == name)
            return part;
    return {};
}

}  // namespace helselos::interaction
