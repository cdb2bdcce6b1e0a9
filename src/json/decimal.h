// A decimal number without rounding: what FHIR calls decimal and FHIRPath calls Decimal.
//
// The scale is kept as it was written: 1.00 is not 1.0, though both are equal in value.
// Up to 37 significant digits; what does not fit is an empty result, never a wrong one.
// Sums, differences and remainders are exact. Products and quotients that need more digits
// than there are lose only digits after the decimal point, rounded half to even.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::json {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

struct DecimalBounds;

class Decimal {
public:
    static constexpr int digits_max = 37;
    static constexpr int scale_max = 1'000'000;  // Of the exponent, either way: 1E-400 is a number, too.
    static constexpr int quotient_digits = 28;   // Significant digits of a quotient that does not end.

    Decimal() = default;
    Decimal(std::int64_t whole) : m_coefficient(whole) {}
    // coefficient * 10^-scale; empty when there are too many digits.
    static std::optional<Decimal> make(Int128 coefficient, int scale);

    // A JSON number, also with a leading plus: "-0.010", "1E-400". Empty when it is no number,
    // has more than 37 significant digits, or an exponent out of range.
    static std::optional<Decimal> parse(std::string_view text);

    // As written, as far as that is known: "1.00". Very large and very small ones with an exponent.
    std::string to_text() const;
    // The nearest double. For indexes that compare ranges, never for what is shown.
    double to_double() const;
    // Empty when there are digits after the point or it is too large.
    std::optional<std::int64_t> to_integer() const;

    Int128 coefficient() const { return m_coefficient; }
    int scale() const { return m_scale; }  // Digits after the decimal point; negative for 1E3.
    bool is_zero() const { return m_coefficient == 0; }
    bool is_negative() const { return m_coefficient < 0; }
    bool is_whole() const;  // 2.00 is.

    // By value: 1.0 equals 1.00.
    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

    Decimal operator-() const;
    Decimal absolute() const { return is_negative() ? -*this : *this; }

    // Without needless zeros after the point: 1.50 is 1.5.
    Decimal trimmed() const;
    // Exactly this scale, or empty when digits would be lost or there are too many.
    std::optional<Decimal> with_scale(int scale) const;

    // To `scale` digits after the point.
    enum class Rounding : std::uint8_t { half_up, half_even, down, floor, ceiling };  // half_up and down: by magnitude.
    std::optional<Decimal> rounded(int scale, Rounding rounding) const;
    // To this many significant digits; unchanged when it has no more.
    Decimal to_significant(int digits) const;
    int significant_digits() const;

    // Half a unit of the last digit to both sides: 5.40 is [5.395, 5.405), 100 is [99.5, 100.5).
    DecimalBounds bounds_by_precision() const;

private:
    Decimal(Int128 coefficient, int scale) : m_coefficient(coefficient), m_scale(scale) {}

    Int128 m_coefficient = 0;
    int m_scale = 0;
};

struct DecimalBounds {
    Decimal low;
    Decimal high;
};

// Empty: the result does not fit.
std::optional<Decimal> add(const Decimal& left, const Decimal& right);
std::optional<Decimal> subtract(const Decimal& left, const Decimal& right);
std::optional<Decimal> multiply(const Decimal& left, const Decimal& right);
// Empty also when dividing by zero. Exact when the quotient ends within the digits there are.
std::optional<Decimal> divide(const Decimal& left, const Decimal& right);
std::optional<Decimal> whole_quotient(const Decimal& left, const Decimal& right);  // Toward zero.
std::optional<Decimal> remainder(const Decimal& left, const Decimal& right);       // With the sign of `left`.

// To 28 significant digits; exact results come out exact. Empty where there is no real result.
std::optional<Decimal> square_root(const Decimal& number);
std::optional<Decimal> exponential(const Decimal& number);
std::optional<Decimal> natural_logarithm(const Decimal& number);
std::optional<Decimal> logarithm(const Decimal& number, const Decimal& base);
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);

}  // namespace helselos::json
