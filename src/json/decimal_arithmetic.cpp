#include "json/decimal.h"

#include <algorithm>
#include <array>

namespace helselos::json {

namespace {

Uint128 magnitude(Int128 number)
{
    return number < 0 ? Uint128(0) - static_cast<Uint128>(number) : static_cast<Uint128>(number);
}

// A product of two coefficients before it is rounded.
struct Wide {
    std::array<std::uint64_t, 4> limbs{};  // Least first.

    bool fits_in_128() const { return limbs[2] == 0 && limbs[3] == 0; }
    Uint128 low() const { return (Uint128(limbs[1]) << 64U) | limbs[0]; }

    std::uint64_t divide_by(std::uint64_t divisor)
    {
        Uint128 rest = 0;
        for (std::size_t i = limbs.size(); i-- > 0;) {
            const Uint128 part = (rest << 64U) | limbs[i];
            limbs[i] = static_cast<std::uint64_t>(part / divisor);
            rest = part % divisor;
        }
        return static_cast<std::uint64_t>(rest);
    }
};

Wide wide_product(Uint128 left, Uint128 right)
{
    const std::array<std::uint64_t, 2> a{static_cast<std::uint64_t>(left), static_cast<std::uint64_t>(left >> 64U)};
    const std::array<std::uint64_t, 2> b{static_cast<std::uint64_t>(right), static_cast<std::uint64_t>(right >> 64U)};
    Wide product;
    for (std::size_t i = 0; i < 2; ++i) {
        Uint128 carry = 0;
        for (std::size_t j = 0; j < 2; ++j) {
            carry += Uint128(a[i]) * b[j] + product.limbs[i + j];
            product.limbs[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64U;
        }
        product.limbs[i + 2] = static_cast<std::uint64_t>(carry);
    }
    return product;
}

bool is_too_wide(const Wide& product)
{
    Uint128 limit = 1;
    for (int i = 0; i < Decimal::digits_max; ++i)
        limit *= 10;
    return !product.fits_in_128() || product.low() >= limit;
}

// Drops digits from the end, rounding half to even on all that was dropped, until the rest fits.
struct Narrowed {
    Uint128 coefficient = 0;
    int dropped = 0;
};

Narrowed narrow(Wide product)
{
    int dropped = 0;
    std::uint64_t last = 0;
    bool more = false;  // Whether anything but zeros was dropped before the last digit.
    while (is_too_wide(product)) {
        more = more || last != 0;
        last = product.divide_by(10);
        ++dropped;
    }
    auto coefficient = product.low();
    const bool is_odd = (coefficient & 1) != 0;
    if (last > 5 || (last == 5 && (more || is_odd)))
        ++coefficient;
    return {coefficient, dropped};
}

std::optional<Decimal> with_sign(Uint128 size, bool is_negative, int scale)
{
    const auto coefficient = static_cast<Int128>(size);
    return Decimal::make(is_negative ? -coefficient : coefficient, scale);
}

struct Aligned {
    Int128 left;
    Int128 right;
    int scale;
};

std::optional<Aligned> align(const Decimal& left, const Decimal& right)
{
    const auto scale = std::max(left.scale(), right.scale());
    const auto a = left.with_scale(scale);
    const auto b = right.with_scale(scale);
    if (!a || !b)
        return std::nullopt;
    return Aligned{a->coefficient(), b->coefficient(), scale};
}

}  // namespace

std::optional<Decimal> add(const Decimal& left, const Decimal& right)
{
    if (const auto both = align(left, right))
        return Decimal::make(both->left + both->right, both->scale);
    return std::nullopt;
}

std::optional<Decimal> subtract(const Decimal& left, const Decimal& right)
{
    return add(left, -right);
}

std::optional<Decimal> multiply(const Decimal& left, const Decimal& right)
{
    const bool is_negative = left.is_negative() != right.is_negative();
    const auto scale = left.scale() + right.scale();
    const auto [coefficient, dropped]
        = narrow(wide_product(magnitude(left.coefficient()), magnitude(right.coefficient())));
    // Digits before the point are never dropped silently.
    if (dropped > 0 && scale - dropped < 0)
        return std::nullopt;
    return with_sign(coefficient, is_negative, scale - dropped);
}

std::optional<Decimal> divide(const Decimal& left, const Decimal& right)
{
    if (right.is_zero())
        return std::nullopt;
    const auto divisor = magnitude(right.coefficient());
    auto rest = magnitude(left.coefficient());
    auto quotient = rest / divisor;
    rest %= divisor;
    auto scale = left.scale() - right.scale();
    const auto digits = [&] { return Decimal::make(static_cast<Int128>(quotient), 0)->significant_digits(); };
    // By hand, a digit a time: the divisor has at most 37 digits, so ten times the rest fits.
    for (auto count = quotient == 0 ? 0 : digits(); rest != 0 && count < Decimal::quotient_digits; ++scale) {
        rest *= 10;
        quotient = quotient * 10 + rest / divisor;
        rest %= divisor;
        count += quotient == 0 ? 0 : 1;
    }
    if (rest * 2 > divisor || (rest * 2 == divisor && (quotient & 1) != 0))
        ++quotient;
    const bool is_negative = left.is_negative() != right.is_negative();
    const auto result = with_sign(quotient, is_negative, scale);
    return result && result->scale() < 0 ? result->with_scale(0) : result;
}

std::optional<Decimal> whole_quotient(const Decimal& left, const Decimal& right)
{
    if (right.is_zero())
        return std::nullopt;
    if (const auto both = align(left, right))
        return Decimal::make(both->left / both->right, 0);
    // So far apart that they cannot be aligned: either nothing is left, or too much.
    if (left.absolute() < right.absolute())
        return Decimal();
    return std::nullopt;
}

std::optional<Decimal> remainder(const Decimal& left, const Decimal& right)
{
    if (right.is_zero())
        return std::nullopt;
    if (const auto both = align(left, right))
        return Decimal::make(both->left % both->right, both->scale);
    if (left.absolute() < right.absolute())
        return left;
    return std::nullopt;
}

}  // namespace helselos::json
