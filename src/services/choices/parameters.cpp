#include "services/choices/parameters.h"

#include "access/calendar.h"
#include "access/reading.h"
#include "base/text.h"

#include <algorithm>

namespace helselos::choices {

namespace {

using interaction::OperationRequest;

Result<json::Value> body_of(const OperationRequest& request)
{
    if (request.body == nullptr || request.body->root()["resourceType"].text() != "Parameters")
        return Error{Kind::invalid, "Parameters are needed"};
    return request.body->root();
}

Error wrong_type(std::string_view name)
{
    return Error{Kind::invalid, "the parameter is of another type", at_part(name)};
}

// The values of all parts of the name; none of them absent.
Result<std::vector<json::Value>> values_of(const OperationRequest& request, std::string_view name, const char* element)
{
    std::vector<json::Value> values;
    const auto body = TRY(body_of(request));
    for (const auto part : body["parameter"].elements()) {
        if (part["name"].text() != name)
            continue;
        if (!part[element].exists())
            return wrong_type(name);
        values.push_back(part[element]);
    }
    return values;
}

Result<json::Value> value_of(const OperationRequest& request, std::string_view name, const char* element)
{
    const auto values = TRY(values_of(request, name, element));
    if (values.size() > 1)
        return Error{Kind::invalid, "the parameter stands there more than once", at_part(name)};
    return values.empty() ? json::Value() : values.front();
}

Result<std::string> string_of(const OperationRequest& request, std::string_view name, const char* element)
{
    const auto value = TRY(value_of(request, name, element));
    if (value.exists() && !value.is_string())
        return wrong_type(name);
    return std::string(trim(value.text()));
}

std::size_t letters_of(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool is_one_of(std::string_view code, std::span<const std::string_view> allowed)
{
    return std::ranges::find(allowed, code) != allowed.end();
}

Error unknown_code(std::string_view name)
{
    return Error{Kind::invalid, "not one of the codes that are known", at_part(name)};
}

}  // namespace

std::string at_part(std::string_view name)
{
    return "Parameters.parameter." + std::string(name);
}

Result<std::string> text_in(const OperationRequest& request, std::string_view name, std::size_t letters_max)
{
    auto text = TRY(string_of(request, name, "valueString"));
    if (letters_of(text) > letters_max)
        return Error{Kind::too_large, "the text is too long", at_part(name)};
    return text;
}

Result<std::string> needed_text(const OperationRequest& request, std::string_view name, std::size_t letters_max)
{
    auto text = TRY(text_in(request, name, letters_max));
    if (text.empty())
        return Error{Kind::invalid, "a text is needed", at_part(name)};
    return text;
}

Result<std::string> code_in(
    const OperationRequest& request, std::string_view name, std::span<const std::string_view> allowed)
{
    auto code = TRY(string_of(request, name, "valueCode"));
    if (!code.empty() && !is_one_of(code, allowed))
        return unknown_code(name);
    return code;
}

Result<std::vector<std::string>> codes_in(
    const OperationRequest& request, std::string_view name, std::span<const std::string_view> allowed)
{
    std::vector<std::string> codes;
    for (const auto value : TRY(values_of(request, name, "valueCode"))) {
        if (!is_one_of(value.text(), allowed))
            return unknown_code(name);
        codes.emplace_back(value.text());
    }
    std::ranges::sort(codes);
    const auto twice = std::ranges::unique(codes);
    codes.erase(twice.begin(), twice.end());
    return codes;
}

Result<std::optional<bool>> truth_in(const OperationRequest& request, std::string_view name)
{
    const auto value = TRY(value_of(request, name, "valueBoolean"));
    if (!value.exists())
        return std::optional<bool>();
    if (!value.is_boolean())
        return wrong_type(name);
    return std::optional<bool>(value.truth());
}

Result<std::string> date_in(const OperationRequest& request, std::string_view name)
{
    constexpr std::size_t whole_date = 10;
    auto date = TRY(string_of(request, name, "valueDate"));
    if (!date.empty() && (date.size() != whole_date || !access::last_day_of(date)))
        return Error{Kind::invalid, "not a day, as 2027-01-31", at_part(name)};
    return date;
}

Result<std::string> reference_in(const OperationRequest& request, std::string_view name, std::string_view type)
{
    const auto value = TRY(value_of(request, name, "valueReference"));
    if (!value.exists())
        return std::string();
    auto target = access::target_of(value);
    const bool is_wanted = type.empty() || target.starts_with(std::string(type) + "/");
    if (target.empty() || !is_wanted)
        return Error{Kind::invalid, "not a reference to such a resource here", at_part(name)};
    return target;
}

Result<std::vector<std::string>> references_in(const OperationRequest& request, std::string_view name)
{
    std::vector<std::string> references;
    for (const auto value : TRY(values_of(request, name, "valueReference"))) {
        auto target = access::target_of(value);
        if (target.empty())
            return Error{Kind::invalid, "not a reference to a resource here", at_part(name)};
        references.push_back(std::move(target));
    }
    std::ranges::sort(references);
    const auto twice = std::ranges::unique(references);
    references.erase(twice.begin(), twice.end());
    return references;
}

std::string cut_to(std::string text, std::size_t bytes_max)
{
    if (text.size() <= bytes_max)
        return text;
    auto end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text;
}

}  // namespace helselos::choices
