// Roots, logarithms and powers by series in decimal arithmetic: 37 digits inside, 28 given back.
#include "json/decimal.h"

#include <algorithm>
#include <array>

namespace helselos::json {

namespace {

using Maybe = std::optional<Decimal>;

constexpr int rounds_max = 200;  // Series end after about fifty terms; a bound all the same.

// Keeps 37 digits inside a series; only for values that are far from overflow.
Decimal times(const Decimal& left, const Decimal& right)
{
    return multiply(left.to_significant(36), right.to_significant(36)).value_or(Decimal());
}

// Without the digits after this place.
Decimal cut(const Decimal& number, int scale)
{
    return number.scale() > scale ? number.rounded(scale, Decimal::Rounding::half_even).value_or(number) : number;
}

// A quotient to as many digits as a coefficient holds.
Decimal over(const Decimal& left, const Decimal& right)
{
    const auto near = divide(left, right).value_or(Decimal());
    // One step of Newton from 28 digits: q + (left - q * right) / right.
    const auto missing = subtract(left, times(near, right));
    const auto step = missing ? divide(*missing, right) : std::nullopt;
    const auto sum = step ? add(near, step->to_significant(9)) : std::nullopt;
    return sum.value_or(near);
}

Decimal plus(const Decimal& left, const Decimal& right)
{
    // What is far below the last digit of the other changes nothing.
    const auto room = [](const Decimal& number) { return 36 - (number.significant_digits() - number.scale()); };
    const auto scale = std::min(room(left), room(right));
    return add(cut(left, scale), cut(right, scale)).value_or(left);
}

Maybe result(const Decimal& number)
{
    return number.to_significant(Decimal::quotient_digits).trimmed();
}

const Decimal& logarithm_of_2()
{
    static const auto number = *Decimal::parse("0.6931471805599453094172321214581765681");
    return number;
}

const Decimal& logarithm_of_10()
{
    static const auto number = *Decimal::parse("2.302585092994045684017991454684364208");
    return number;
}

// The sum of x^n/n! for |x| <= 1/2.
Decimal exponential_series(const Decimal& x)
{
    Decimal sum = 1;
    Decimal term = 1;
    for (int n = 1; n < rounds_max && !term.is_zero(); ++n) {
        term = cut(over(times(term, x), Decimal(n)), 40);
        sum = plus(sum, term);
    }
    return sum;
}

// Without rounding to what is given back.
Maybe exponential_inside(const Decimal& number)
{
    // e^85 has 37 digits before the point; e^-2400 is under the smallest scale anybody writes.
    if (number > Decimal(85) || number < Decimal(-2400))
        return std::nullopt;
    auto x = number;
    int halvings = 0;
    for (; x.absolute() > *Decimal::make(5, 1); ++halvings)
        x = times(x, *Decimal::make(5, 1));
    auto power = exponential_series(x);
    for (; halvings > 0; --halvings)
        power = times(power, power);
    return power;
}

// ln(x) for x near 1: 2 * (z + z^3/3 + z^5/5 ...), z = (x-1)/(x+1).
Decimal logarithm_series(const Decimal& x)
{
    const auto z = over(plus(x, Decimal(-1)), plus(x, Decimal(1)));
    const auto square = times(z, z);
    auto sum = z;
    auto factor = z;
    for (int n = 3; n < rounds_max; n += 2) {
        factor = cut(times(factor, square), 42);
        if (factor.is_zero())
            break;
        sum = plus(sum, over(factor, Decimal(n)));
    }
    return times(sum, Decimal(2));
}

Maybe logarithm_inside(const Decimal& number)
{
    if (number.is_negative() || number.is_zero())
        return std::nullopt;
    // number = mantissa * 10^tens, and the mantissa is brought near 1 by halving.
    const auto tens = number.significant_digits() - 1 - number.scale();
    auto mantissa = *Decimal::make(number.coefficient(), number.significant_digits() - 1);
    int halvings = 0;
    for (; mantissa > *Decimal::make(14, 1); ++halvings)
        mantissa = times(mantissa, *Decimal::make(5, 1));
    const auto whole = plus(times(Decimal(tens), logarithm_of_10()), times(Decimal(halvings), logarithm_of_2()));
    return mantissa == Decimal(1) ? whole : plus(whole, logarithm_series(mantissa));
}

// By repeated squaring; exact while the digits suffice.
Maybe whole_power(const Decimal& base, std::int64_t exponent)
{
    Decimal product = 1;
    auto square = base;
    for (auto left = exponent; left > 0; left /= 2) {
        if (left % 2 == 1) {
            const auto next = multiply(product, square);
            if (!next)
                return std::nullopt;
            product = *next;
        }
        if (left == 1)
            break;
        const auto next = multiply(square, square);
        if (!next)
            return std::nullopt;
        square = *next;
    }
    return product;
}

}  // namespace

std::optional<Decimal> square_root(const Decimal& number)
{
    if (number.is_negative())
        return std::nullopt;
    if (number.is_zero())
        return Decimal();
    // Newton from a power of ten near the root; each round doubles the digits.
    const auto place = number.significant_digits() - number.scale();
    auto root = *Decimal::make(1, -(place / 2));
    for (int round = 0; round < rounds_max; ++round) {
        const auto next = times(plus(root, over(number, root)), *Decimal::make(5, 1)).to_significant(33);
        if (next == root)
            break;
        root = next;
    }
    return result(root);
}

std::optional<Decimal> exponential(const Decimal& number)
{
    if (number.is_zero())
        return Decimal(1);
    const auto power = exponential_inside(number);
    return power ? result(*power) : std::nullopt;
}

std::optional<Decimal> natural_logarithm(const Decimal& number)
{
    const auto logarithm = logarithm_inside(number);
    return logarithm ? result(*logarithm) : std::nullopt;
}

std::optional<Decimal> logarithm(const Decimal& number, const Decimal& base)
{
    const auto above = logarithm_inside(number);
    const auto below = logarithm_inside(base);
    if (!above || !below || below->is_zero())
        return std::nullopt;
    return result(over(*above, *below).to_significant(32));
}

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent)
{
    if (const auto whole = exponent.to_integer(); whole && *whole > -100'000 && *whole < 100'000) {
        if (*whole >= 0)
            return whole_power(base, *whole);
        const auto inverse = whole_power(base, -*whole);
        return inverse ? divide(Decimal(1), *inverse) : std::nullopt;
    }
    if (base.is_zero() && !exponent.is_negative())
        return Decimal();
    const auto logarithm = logarithm_inside(base);
    if (!logarithm)
        return std::nullopt;
    const auto product = multiply(*logarithm, exponent);
    if (!product)
        return std::nullopt;
    const auto power = exponential_inside(*product);
    return power ? result(*power) : std::nullopt;
}

}  // namespace helselos::json
