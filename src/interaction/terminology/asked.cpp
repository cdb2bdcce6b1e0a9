#include "interaction/terminology/asked.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>
#include <utility>

namespace helselos::interaction {

using fhir::terminology::CodedValue;

std::vector<json::Value> Asked::parts(std::string_view name) const
{
    std::vector<json::Value> found;
    if (m_request.body != nullptr)
        for (const auto part : m_request.body->root()["parameter"].elements())
            if (part["name"].text() == name)
                found.push_back(part);
    return found;
}

std::vector<std::string_view> Asked::texts(std::string_view name) const
{
    std::vector<std::string_view> found;
    for (const auto& [key, value] : m_request.parameters)
        if (key == name)
            found.push_back(value);
    for (const auto part : parts(name))
        for (const auto& member : part.members())
            if (member.key.starts_with("value") && !member.value().is_object())
                found.push_back(member.value().text());
    return found;
}

std::string_view Asked::text(std::string_view name) const
{
    const auto found = texts(name);
    return found.empty() ? std::string_view() : found.front();
}

Result<std::optional<bool>> Asked::truth(std::string_view name) const
{
    const auto given = text(name);
    if (given.empty())
        return std::optional<bool>();
    if (given != "true" && given != "false")
        return Error{Kind::invalid, std::string(name) + " is neither true nor false"};
    return std::optional(given == "true");
}

Result<std::optional<std::size_t>> Asked::number(std::string_view name, std::size_t most) const
{
    const auto given = text(name);
    if (given.empty())
        return std::optional<std::size_t>();
    if (const auto number = to_unsigned(given))
        return std::optional(std::min<std::size_t>(*number, most));
    return Error{Kind::invalid, std::string(name) + " is not a number"};
}

json::Value Asked::value(std::string_view name, const char* member) const
{
    const auto found = parts(name);
    return found.empty() ? json::Value() : found.front()[member];
}

Result<std::vector<CodedValue>> Asked::values(const char* system_name, const char* version_name) const
{
    std::vector<CodedValue> values;
    const auto code = text("code");
    const auto coding = value("coding", "valueCoding");
    const auto codeable = value("codeableConcept", "valueCodeableConcept");
    if (static_cast<int>(!code.empty()) + static_cast<int>(coding.exists()) + static_cast<int>(codeable.exists()) != 1)
        return Error{Kind::invalid, "one of code, coding and codeableConcept is needed, and only one"};
    if (!code.empty())
        values.push_back({text(system_name), text(version_name), code, text("display")});
    if (coding.exists())
        values.push_back(fhir::terminology::coded_value(coding));
    if (codeable["coding"].size() > limits::terminology_codings_max)
        return Error{Kind::too_large, "more codings in one concept than are looked at"};
    for (const auto one : codeable["coding"].elements())
        values.push_back(fhir::terminology::coded_value(one));
    if (values.empty())
        return Error{Kind::invalid, "the concept has no coding"};
    return values;
}

Result<void> Asked::refuse(std::initializer_list<std::string_view> names) const
{
    for (const auto name : names)
        if (!texts(name).empty() || !parts(name).empty())
            return Error{Kind::unsupported, "the parameter " + std::string(name) + " is not supported"};
    return {};
}

}  // namespace helselos::interaction
