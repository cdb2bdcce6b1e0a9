#include "fhir/norway/register_number.h"

#include "fhir/norway/digits.h"

#include <array>

namespace helselos::fhir::norway {

namespace {

constexpr std::size_t register_digits_max = 9;

// Some write noughts in front, some do not; none of these registers publishes more of a rule.
bool is_plain_number(std::string_view text)
{
    return is_all_digits(text) && text.size() <= register_digits_max;
}

}  // namespace

bool is_organisation_number(std::string_view text)
{
    constexpr std::array weights{3, 2, 7, 6, 5, 4, 3, 2, 1};
    return text.size() == weights.size() && is_all_digits(text) && text.front() != '0'
        && weighted_sum(text, weights) % 11 == 0;
}

// The sum is taken of the six digits and the year after them, which is the same as these weights in the order written.
bool is_duf_number(std::string_view text)
{
    constexpr std::array weights{4, 6, 3, 2, 4, 6, 3, 2, 7, 5};
    constexpr std::size_t digits = 12;
    if (text.size() != digits || !is_all_digits(text) || !(text.starts_with("19") || text.starts_with("20")))
        return false;
    return weighted_sum(text, weights) % 11 == 10 * (text[10] - '0') + (text[11] - '0');
}

bool is_hpr_number(std::string_view text)
{
    return is_plain_number(text);
}

bool is_her_id(std::string_view text)
{
    return is_plain_number(text);
}

bool is_resh_id(std::string_view text)
{
    return is_plain_number(text);
}

bool is_kommunenummer(std::string_view text)
{
    return text.size() == 4 && is_all_digits(text) && !text.starts_with("00") && !text.ends_with("00");
}

}  // namespace helselos::fhir::norway
