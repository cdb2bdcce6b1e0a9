#include "fhir/profile/version.h"

#include "base/text.h"

#include <algorithm>
#include <compare>

namespace helselos::fhir::profile {

namespace {

// A number is older than a word.
std::strong_ordering compare_parts(std::string_view left, std::string_view right)
{
    const auto left_number = to_unsigned(left);
    const auto right_number = to_unsigned(right);
    if (left_number && right_number)
        return *left_number <=> *right_number;
    if (left_number.has_value() != right_number.has_value())
        return left_number ? std::strong_ordering::less : std::strong_ordering::greater;
    return left <=> right;
}

std::strong_ordering compare_dotted(std::string_view left, std::string_view right)
{
    const auto left_parts = split(left, '.');
    const auto right_parts = split(right, '.');
    for (std::size_t at = 0; at < std::min(left_parts.size(), right_parts.size()); ++at)
        if (const auto order = compare_parts(left_parts[at], right_parts[at]); order != std::strong_ordering::equal)
            return order;
    return left_parts.size() <=> right_parts.size();
}

std::string_view release(std::string_view version)
{
    return version.substr(0, version.find_first_of("-+"));
}

std::string_view before_release(std::string_view version)
{
    version = version.substr(0, version.find('+'));
    const auto dash = version.find('-');
    return dash == std::string_view::npos ? std::string_view() : version.substr(dash + 1);
}

}  // namespace

bool is_older(std::string_view version, std::string_view than)
{
    if (const auto order = compare_dotted(release(version), release(than)); order != std::strong_ordering::equal)
        return order == std::strong_ordering::less;
    const auto left = before_release(version);
    const auto right = before_release(than);
    if (left.empty() || right.empty())
        return !left.empty() && right.empty();
    return compare_dotted(left, right) == std::strong_ordering::less;
}

}  // namespace helselos::fhir::profile
