#include "json/decimal.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace helselos::json {

namespace {

constexpr int powers_count = 39;

constexpr std::array<Uint128, powers_count> make_powers()
{
    std::array<Uint128, powers_count> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i)
        powers[i] = powers[i - 1] * 10;
    return powers;
}

constexpr auto powers_of_ten = make_powers();

constexpr Uint128 power_of_ten(int exponent)
{
    return powers_of_ten[static_cast<std::size_t>(exponent)];
}

Uint128 magnitude(Int128 number)
{
    return number < 0 ? Uint128(0) - static_cast<Uint128>(number) : static_cast<Uint128>(number);
}

Int128 with_sign(Uint128 number, bool is_negative)
{
    return is_negative ? -static_cast<Int128>(number) : static_cast<Int128>(number);
}

int count_digits(Uint128 number)
{
    const auto above = std::upper_bound(powers_of_ten.begin(), powers_of_ten.end(), number);
    return std::max(1, static_cast<int>(above - powers_of_ten.begin()));
}

constexpr bool fits(Uint128 coefficient)
{
    return coefficient < powers_of_ten[Decimal::digits_max];
}

// Divides and says how the rest lies to half of the divisor.
struct Divided {
    Uint128 quotient;
    Uint128 rest;
};

Uint128 round_quotient(Divided divided, Uint128 divisor, Decimal::Rounding rounding, bool is_negative)
{
    if (divided.rest == 0)
        return divided.quotient;
    // The divisor is below 2^127, so twice the rest does not overflow.
    const Uint128 twice = divided.rest * 2;
    const auto up = [&] {
        switch (rounding) {
        case Decimal::Rounding::half_up: return twice >= divisor;
        case Decimal::Rounding::half_even: return twice > divisor || (twice == divisor && (divided.quotient & 1) != 0);
        case Decimal::Rounding::down: return false;
        case Decimal::Rounding::floor: return is_negative;
        case Decimal::Rounding::ceiling: return !is_negative;
        }
        return false;
    }();
    return divided.quotient + (up ? 1 : 0);
}

std::string digits_of(Uint128 number)
{
    std::string digits;
    do {
        digits += static_cast<char>('0' + static_cast<int>(number % 10));
        number /= 10;
    } while (number != 0);
    std::reverse(digits.begin(), digits.end());
    return digits;
}

// The parts of a number as it was written.
struct Written {
    bool is_negative = false;
    Uint128 coefficient = 0;
    std::int64_t scale = 0;
};

bool read_digits(std::string_view& text, Written& number, bool after_point)
{
    const auto before = text.size();
    while (!text.empty() && is_digit(text.front())) {
        if (number.coefficient >= power_of_ten(Decimal::digits_max - 1))
            return false;
        number.coefficient = number.coefficient * 10 + static_cast<Uint128>(text.front() - '0');
        number.scale += after_point ? 1 : 0;
        text.remove_prefix(1);
    }
    return text.size() < before;
}

std::optional<std::int64_t> read_exponent(std::string_view text)
{
    bool is_negative = false;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        is_negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const auto exponent = to_unsigned(text);
    if (!exponent || *exponent > Decimal::scale_max)
        return std::nullopt;
    const auto number = static_cast<std::int64_t>(*exponent);
    return is_negative ? -number : number;
}

std::optional<Written> read_number(std::string_view text)
{
    Written number;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        number.is_negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (!read_digits(text, number, false))
        return std::nullopt;
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        if (!read_digits(text, number, true))
            return std::nullopt;
    }
    if (text.empty())
        return number;
    if (text.front() != 'e' && text.front() != 'E')
        return std::nullopt;
    const auto exponent = read_exponent(text.substr(1));
    if (!exponent)
        return std::nullopt;
    number.scale -= *exponent;
    return number;
}

}  // namespace

std::optional<Decimal> Decimal::make(Int128 coefficient, int scale)
{
    if (!fits(magnitude(coefficient)) || scale > scale_max || scale < -scale_max)
        return std::nullopt;
    return Decimal(coefficient, scale);
}

std::optional<Decimal> Decimal::parse(std::string_view text)
{
    const auto number = read_number(text);
    if (!number || number->scale > scale_max || number->scale < -scale_max)
        return std::nullopt;
    return Decimal(with_sign(number->coefficient, number->is_negative), static_cast<int>(number->scale));
}

std::string Decimal::to_text() const
{
    auto digits = digits_of(magnitude(m_coefficient));
    const std::string sign = is_negative() ? "-" : "";
    const auto count = static_cast<int>(digits.size());
    if (m_scale > 2 * digits_max || m_scale < -digits_max) {
        const auto exponent = count - 1 - m_scale;
        const auto rest = count > 1 ? "." + digits.substr(1) : "";
        return sign + digits.substr(0, 1) + rest + "E" + std::to_string(exponent);
    }
    if (m_scale <= 0)
        return sign + (is_zero() ? "0" : digits + std::string(static_cast<std::size_t>(-m_scale), '0'));
    if (count <= m_scale)
        digits.insert(0, static_cast<std::size_t>(m_scale - count + 1), '0');
    digits.insert(digits.size() - static_cast<std::size_t>(m_scale), ".");
    return sign + digits;
}

double Decimal::to_double() const
{
    // from_chars asks no locale and rounds correctly; a range error leaves 0 or infinity, which is nearest.
    const auto text = digits_of(magnitude(m_coefficient)) + "e" + std::to_string(-m_scale);
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code == std::errc::result_out_of_range)
        number = m_scale > 0 || is_zero() ? 0.0 : std::numeric_limits<double>::infinity();
    return is_negative() ? -number : number;
}

std::optional<std::int64_t> Decimal::to_integer() const
{
    const auto whole = with_scale(0);
    if (!whole || whole->m_coefficient > INT64_MAX || whole->m_coefficient < INT64_MIN)
        return std::nullopt;
    return static_cast<std::int64_t>(whole->m_coefficient);
}

bool Decimal::is_whole() const
{
    if (m_scale <= 0 || is_zero())
        return true;
    return m_scale < powers_count && magnitude(m_coefficient) % power_of_ten(m_scale) == 0;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const
{
    const auto sign = [](const Decimal& number) { return number.is_zero() ? 0 : number.is_negative() ? -1 : 1; };
    if (sign(*this) != sign(other) || is_zero())
        return sign(*this) <=> sign(other);
    const auto left = magnitude(m_coefficient);
    const auto right = magnitude(other.m_coefficient);
    // Where the first digit stands decides, unless it is the same place; then the scales
    // differ by no more than there are digits.
    const auto left_place = count_digits(left) - m_scale;
    const auto right_place = count_digits(right) - other.m_scale;
    const auto by_size = [&]() -> std::strong_ordering {
        if (left_place != right_place)
            return left_place <=> right_place;
        if (m_scale >= other.m_scale)
            return left <=> right * power_of_ten(m_scale - other.m_scale);
        return left * power_of_ten(other.m_scale - m_scale) <=> right;
    }();
    return is_negative() ? 0 <=> by_size : by_size;
}

Decimal Decimal::operator-() const
{
    return Decimal(-m_coefficient, m_scale);
}

Decimal Decimal::trimmed() const
{
    auto trimmed = *this;
    while (trimmed.m_scale > 0 && trimmed.m_coefficient % 10 == 0) {
        trimmed.m_coefficient /= 10;
        --trimmed.m_scale;
    }
    return trimmed;
}

std::optional<Decimal> Decimal::with_scale(int scale) const
{
    if (scale == m_scale || is_zero())
        return make(m_coefficient, scale);
    const auto size = magnitude(m_coefficient);
    if (scale > m_scale) {
        if (count_digits(size) + (scale - m_scale) > digits_max)
            return std::nullopt;
        return make(m_coefficient * static_cast<Int128>(power_of_ten(scale - m_scale)), scale);
    }
    if (m_scale - scale > digits_max || size % power_of_ten(m_scale - scale) != 0)
        return std::nullopt;
    return make(m_coefficient / static_cast<Int128>(power_of_ten(m_scale - scale)), scale);
}

std::optional<Decimal> Decimal::rounded(int scale, Rounding rounding) const
{
    if (scale >= m_scale || is_zero())
        return with_scale(scale);
    const auto dropped = m_scale - scale;
    if (dropped > digits_max) {
        // Everything is less than half a unit.
        const bool up
            = (rounding == Rounding::floor && is_negative()) || (rounding == Rounding::ceiling && !is_negative());
        return make(up ? (is_negative() ? -1 : 1) : 0, scale);
    }
    const auto size = magnitude(m_coefficient);
    const auto divisor = power_of_ten(dropped);
    const auto quotient = round_quotient({size / divisor, size % divisor}, divisor, rounding, is_negative());
    return make(with_sign(quotient, is_negative()), scale);
}

int Decimal::significant_digits() const
{
    return count_digits(magnitude(m_coefficient));
}

Decimal Decimal::to_significant(int digits) const
{
    const auto surplus = significant_digits() - digits;
    if (surplus <= 0)
        return *this;
    return rounded(m_scale - surplus, Rounding::half_even).value_or(*this);
}

DecimalBounds Decimal::bounds_by_precision() const
{
    // With 37 digits there is no room for half a unit; what is written stands for itself then.
    const auto finer = with_scale(m_scale + 1);
    if (!finer || !fits(magnitude(finer->m_coefficient) + 5))
        return {*this, *this};
    return {Decimal(finer->m_coefficient - 5, m_scale + 1), Decimal(finer->m_coefficient + 5, m_scale + 1)};
}

}  // namespace helselos::json
