// https://sql-on-fhir.org/ig/latest/StructureDefinition-ViewDefinition.html#using-constants
#include "fhir/view_definition/plan.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace helselos::fhir::view_definition {

namespace {

using path::Item;

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return number;
}

std::optional<Item> integer_item(std::string_view type, json::Value value)
{
    // An integer64 is a string in JSON.
    const bool is_long = type == "integer64";
    if (is_long ? !value.is_string() && !value.is_number() : !value.is_number())
        return std::nullopt;
    const auto number = whole_number(value.text());
    const std::int64_t least = type == "positiveInt" ? 1 : type == "unsignedInt" ? 0 : INT64_MIN;
    if (!number || *number < least || (!is_long && (*number > INT32_MAX || *number < INT32_MIN)))
        return std::nullopt;
    return is_long ? Item::of_long(*number) : Item::of_integer(*number);
}

std::optional<path::Temporal> temporal_of(std::string_view type, std::string_view text)
{
    if (type == "date")
        return path::date_from_text(text);
    if (type == "time")
        return path::time_from_text(text);
    auto moment = path::date_time_from_text(text);
    const bool is_whole = moment && moment->precision >= path::Temporal::Precision::second && moment->has_offset;
    return type == "instant" && !is_whole ? std::nullopt : moment;
}

std::optional<Item> temporal_item(std::string_view type, json::Value value, Plan& plan)
{
    if (!value.is_string())
        return std::nullopt;
    const auto temporal = temporal_of(type, value.text());
    if (!temporal)
        return std::nullopt;
    return Item::of_temporal(&plan.temporals.emplace_back(*temporal));
}

std::optional<Item> decimal_item(json::Value value, Plan& plan)
{
    const auto number = value.is_number() ? json::Decimal::parse(value.text()) : std::nullopt;
    if (!number)
        return std::nullopt;
    return Item::of_decimal(&plan.decimals.emplace_back(*number));
}

std::optional<Item> text_item(json::Value value, Plan& plan)
{
    if (!value.is_string() || value.text().empty())
        return std::nullopt;
    return Item::of_string(plan.texts.emplace_back(value.text()));
}

}  // namespace

std::optional<Item> constant_item(const ConstantDefinition& constant, Plan& plan)
{
    constexpr std::array<std::string_view, 10> texts{
        "base64Binary", "canonical", "code", "id", "oid", "string", "uri", "url", "uuid", "markdown"};
    constexpr std::array<std::string_view, 4> integers{"integer", "integer64", "positiveInt", "unsignedInt"};
    constexpr std::array<std::string_view, 4> moments{"date", "dateTime", "instant", "time"};
    const std::string_view type = constant.type;
    if (std::ranges::find(texts, type) != texts.end())
        return text_item(constant.value, plan);
    if (std::ranges::find(integers, type) != integers.end())
        return integer_item(type, constant.value);
    if (std::ranges::find(moments, type) != moments.end())
        return temporal_item(type, constant.value, plan);
    if (type == "decimal")
        return decimal_item(constant.value, plan);
    if (type == "boolean" && constant.value.is_boolean())
        return Item::of_boolean(constant.value.truth());
    return std::nullopt;
}

}  // namespace helselos::fhir::view_definition
