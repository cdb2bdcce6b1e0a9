#include "app/notify/asked.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::app {

namespace {

// Of one part of a Parameters resource: its value, whatever its type.
std::string_view value_of(json::Value part)
{
    for (const auto& member : part.members())
        if (member.key.starts_with("value"))
            return member.value().text();
    return {};
}

template <typename Each>
void for_all(const interaction::OperationRequest& request, Each each)
{
    for (const auto& [name, value] : request.parameters)
        each(std::string_view(name), std::string_view(value));
    if (request.body != nullptr)
        for (const auto part : request.body->root()["parameter"].elements())
            each(part["name"].text(), value_of(part));
}

}  // namespace

std::vector<std::string> asked_texts(const interaction::OperationRequest& request, std::string_view name)
{
    std::vector<std::string> texts;
    for_all(request, [&](std::string_view given, std::string_view value) {
        if (given == name)
            for (const auto each : split(value, ','))
                texts.emplace_back(each);
    });
    return texts;
}

std::string asked_text(const interaction::OperationRequest& request, std::string_view name)
{
    const auto texts = asked_texts(request, name);
    return texts.empty() ? std::string() : texts.front();
}

Result<std::optional<std::uint64_t>> asked_number(const interaction::OperationRequest& request, std::string_view name)
{
    const auto text = asked_text(request, name);
    if (text.empty())
        return std::optional<std::uint64_t>();
    const auto number = to_unsigned(text);
    if (!number)
        return Error{Kind::invalid, std::string(name) + " is a whole number"};
    return number;
}

Result<void> refuse_unknown(const interaction::OperationRequest& request, std::initializer_list<std::string_view> names)
{
    bool is_known = true;
    for_all(request, [&](std::string_view given, std::string_view) {
        const bool is_of_answer = given == "_format" || given == "_pretty";
        is_known = is_known && (is_of_answer || std::ranges::find(names, given) != names.end());
    });
    return is_known ? Result<void>() : Result<void>(Error{Kind::invalid, "the operation has no such parameter"});
}

}  // namespace helselos::app
