#include "fhir/validation/likeness.h"

#include "json/decimal.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

bool is_same_number(json::Value value, json::Value wanted)
{
    const auto left = json::Decimal::parse(value.text());
    const auto right = json::Decimal::parse(wanted.text());
    return left && right && *left == *right;
}

bool is_same_primitive(json::Value value, json::Value wanted, Likes likes)
{
    if (value.type() != wanted.type())
        return false;
    return value.text() == wanted.text()
        || (likes == Likes::pattern && wanted.is_number() && is_same_number(value, wanted));
}

bool has_like(json::Value list, json::Value wanted, Likes likes)
{
    for (const auto one : list.elements())
        if (is_like(one, wanted, likes))
            return true;
    return false;
}

bool is_like_list(json::Value value, json::Value wanted, Likes likes)
{
    if (likes == Likes::fixed) {
        if (value.size() != wanted.size())
            return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!is_like(value.at(i), wanted.at(i), likes))
                return false;
        return true;
    }
    for (const auto one : wanted.elements())
        if (!has_like(value, one, likes))
            return false;
    return true;
}

bool is_like_object(json::Value value, json::Value wanted, Likes likes)
{
    if (likes == Likes::fixed && value.size() != wanted.size())
        return false;
    const auto members = wanted.members();
    return std::all_of(members.begin(), members.end(),
        [&](const json::Member& one) { return is_like(value[one.key], one.value(), likes); });
}

void tell_unlike_object(
    json::Value value, json::Value wanted, Likes likes, const Place& place, std::string_view profile, Report& report)
{
    for (const auto& member : value.members()) {
        const auto expected = wanted[member.key];
        const Place here{&place, shown_name(member.key)};
        if (expected.exists())
            tell_unlike(member.value(), expected, likes, here, profile, report);
        else if (likes == Likes::fixed)
            report.error("value", here, "this element is not part of the fixed value", profile);
    }
    for (const auto& member : wanted.members())
        if (!value[member.key].exists())
            report.error("value", place, std::string(member.key) + " is missing, which the profile fixes", profile);
}

}  // namespace

bool is_like(json::Value value, json::Value wanted, Likes likes)
{
    if (wanted.is_object())
        return value.is_object() && is_like_object(value, wanted, likes);
    if (wanted.is_array())
        return value.is_array() && is_like_list(value, wanted, likes);
    return is_same_primitive(value, wanted, likes);
}

void tell_unlike(
    json::Value value, json::Value wanted, Likes likes, const Place& place, std::string_view profile, Report& report)
{
    if (is_like(value, wanted, likes))
        return;
    if (value.is_object() && wanted.is_object())
        return tell_unlike_object(value, wanted, likes, place, profile, report);
    std::string text = likes == Likes::fixed ? "not the value the profile fixes" : "not the pattern of the profile";
    if (!wanted.is_object() && !wanted.is_array())
        text += ": " + std::string(wanted.text());
    report.error("value", place, std::move(text), profile);
}

}  // namespace helselos::fhir::validation
