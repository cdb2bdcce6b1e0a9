#include "json/decimal.h"

#include <gtest/gtest.h>

namespace helselos::json {

namespace {

Decimal d(const char* text)
{
    return Decimal::parse(text).value();
}
std::string shown(const std::optional<Decimal>& number)
{
    return number ? number->to_text() : "empty";
}

TEST(Decimal, the_scale_stays_as_written)
{
    for (const char* text : {"1.00", "0.010", "-0.0100", "0", "0.00", "120", "-7", "1234567890987654321.0",
             "1234567890123456789012345678901234567"})
        EXPECT_EQ(d(text).to_text(), text[0] == '-' && d(text).is_zero() ? text + 1 : text);
    EXPECT_EQ(d("1E3").to_text(), "1000");
    EXPECT_EQ(d("1e-400").to_text(), "1E-400");
    EXPECT_EQ(d("12.5E+90").to_text(), "1.25E91");
}

TEST(Decimal, what_is_no_number_or_too_long_is_refused)
{
    for (const char* text : {"", "-", ".5", "5.", "1e", "1e+", "1.2.3", "0x1", "1 ", "abc", "1e99999999",
             "12345678901234567890123456789012345678"})
        EXPECT_FALSE(Decimal::parse(text).has_value()) << text;
}

TEST(Decimal, values_are_compared_not_texts)
{
    EXPECT_EQ(d("1.0"), d("1.00"));
    EXPECT_EQ(d("0"), d("-0.000"));
    EXPECT_LT(d("-2"), d("1"));
    EXPECT_LT(d("-2.1"), d("-2.09"));
    EXPECT_GT(d("1E400"), d("9999999999999999999999999999999999999"));
    EXPECT_LT(d("1E-400"), d("0.0000001"));
    EXPECT_EQ(d("1E3"), d("1000.000"));
}

TEST(Decimal, sums_are_exact_and_keep_the_finer_scale)
{
    EXPECT_EQ(shown(add(d("0.1"), d("0.20"))), "0.30");
    EXPECT_EQ(shown(subtract(d("1"), d("0.9"))), "0.1");
    EXPECT_EQ(shown(add(d("1E60"), d("1"))), "empty");
    EXPECT_EQ(shown(add(d("9999999999999999999999999999999999999"), d("1"))), "empty");
}

TEST(Decimal, products_are_exact_while_they_fit)
{
    EXPECT_EQ(shown(multiply(d("1.2"), d("1.8"))), "2.16");
    EXPECT_EQ(shown(multiply(d("-12345678901234567"), d("98765432109876543"))), "-1219326311370217861743636654061881");
    EXPECT_EQ(shown(multiply(d("1.234567890123456789012345"), d("9.876543210987654321098765"))),
        "12.19326311370217952261849603472032107");
    EXPECT_EQ(shown(multiply(d("1234567890123456789012345"), d("9876543210987654321098765"))), "empty");
}

TEST(Decimal, quotients_have_28_digits_or_are_exact)
{
    EXPECT_EQ(shown(divide(d("1"), d("2"))), "0.5");
    EXPECT_EQ(shown(divide(d("6.0"), d("2"))), "3.0");
    EXPECT_EQ(shown(divide(d("1.2"), d("1.8"))), "0.6666666666666666666666666667");
    EXPECT_EQ(shown(divide(d("-1"), d("3"))), "-0.3333333333333333333333333333");
    EXPECT_EQ(shown(divide(d("1E10"), d("1E5"))), "100000");
    EXPECT_EQ(shown(divide(d("1"), d("0.0"))), "empty");
    EXPECT_EQ(shown(divide(d("1"), d("9999999999999999999999999999999999999"))),
        "0.0000000000000000000000000000000000001000000000000000000000000000");
}

TEST(Decimal, whole_quotient_and_remainder_go_toward_zero)
{
    EXPECT_EQ(shown(whole_quotient(d("2.2"), d("1.8"))), "1");
    EXPECT_EQ(shown(whole_quotient(d("-5"), d("2"))), "-2");
    EXPECT_EQ(shown(remainder(d("2.2"), d("1.8"))), "0.4");
    EXPECT_EQ(shown(remainder(d("-5"), d("3"))), "-2");
    EXPECT_EQ(shown(remainder(d("5"), d("0"))), "empty");
    EXPECT_EQ(shown(whole_quotient(d("1"), d("1E60"))), "0");
    EXPECT_EQ(shown(whole_quotient(d("1E60"), d("1"))), "empty");
}

TEST(Decimal, rounding_has_five_ways)
{
    using R = Decimal::Rounding;
    EXPECT_EQ(shown(d("2.5").rounded(0, R::half_up)), "3");
    EXPECT_EQ(shown(d("-2.5").rounded(0, R::half_up)), "-3");
    EXPECT_EQ(shown(d("2.5").rounded(0, R::half_even)), "2");
    EXPECT_EQ(shown(d("3.14159").rounded(3, R::half_up)), "3.142");
    EXPECT_EQ(shown(d("-1.1").rounded(0, R::ceiling)), "-1");
    EXPECT_EQ(shown(d("-1.1").rounded(0, R::floor)), "-2");
    EXPECT_EQ(shown(d("1.99").rounded(0, R::down)), "1");
    EXPECT_EQ(shown(d("1.5").rounded(3, R::down)), "1.500");
    EXPECT_EQ(shown(d("1E-400").rounded(0, R::ceiling)), "1");
}

TEST(Decimal, implied_precision_is_half_a_unit_to_both_sides)
{
    const auto bounds = d("5.40").bounds_by_precision();
    EXPECT_EQ(bounds.low.to_text(), "5.395");
    EXPECT_EQ(bounds.high.to_text(), "5.405");
    EXPECT_EQ(d("100").bounds_by_precision().low.to_text(), "99.5");
    EXPECT_EQ(d("1e2").bounds_by_precision().high, d("150"));
    EXPECT_EQ(d("-1.5").bounds_by_precision().low.to_text(), "-1.55");
}

TEST(Decimal, doubles_are_the_nearest)
{
    EXPECT_EQ(d("0.1").to_double(), 0.1);
    EXPECT_EQ(d("-185.25").to_double(), -185.25);
    EXPECT_EQ(d("1E-400").to_double(), 0.0);
    EXPECT_TRUE(d("1E400").to_double() > 1e308);
}

TEST(Decimal, integers_come_out_only_when_whole)
{
    EXPECT_EQ(d("3.00").to_integer(), 3);
    EXPECT_EQ(d("1E3").to_integer(), 1000);
    EXPECT_EQ(d("3.01").to_integer(), std::nullopt);
    EXPECT_EQ(d("9223372036854775808").to_integer(), std::nullopt);
    EXPECT_TRUE(d("2.0").is_whole());
    EXPECT_FALSE(d("1E-400").is_whole());
}

TEST(Decimal, roots_are_exact_where_they_can_be)
{
    EXPECT_EQ(shown(square_root(d("81"))), "9");
    EXPECT_EQ(shown(square_root(d("0.0001"))), "0.01");
    EXPECT_EQ(shown(square_root(d("2"))), "1.414213562373095048801688724");
    EXPECT_EQ(shown(square_root(d("1E-400"))), "1E-200");
    EXPECT_EQ(shown(square_root(d("-1"))), "empty");
}

TEST(Decimal, exponentials_and_logarithms_have_28_digits)
{
    EXPECT_EQ(shown(exponential(d("1"))), "2.718281828459045235360287471");
    EXPECT_EQ(shown(exponential(d("-1"))), "0.3678794411714423215955237702");
    EXPECT_EQ(shown(exponential(d("50"))), "5184705528587072464087.453323");
    EXPECT_EQ(shown(exponential(d("1000"))), "empty");
    EXPECT_EQ(shown(natural_logarithm(d("2"))), "0.6931471805599453094172321215");
    EXPECT_EQ(shown(natural_logarithm(d("1"))), "0");
    EXPECT_EQ(shown(natural_logarithm(d("0"))), "empty");
    EXPECT_EQ(shown(logarithm(d("16"), d("2"))), "4");
    EXPECT_EQ(shown(logarithm(d("100.0"), d("10.0"))), "2");
    EXPECT_EQ(shown(logarithm(d("0.001"), d("10"))), "-3");
}

TEST(Decimal, powers_are_exact_for_whole_exponents)
{
    EXPECT_EQ(shown(power(d("2"), d("3"))), "8");
    EXPECT_EQ(shown(power(d("2.5"), d("2"))), "6.25");
    EXPECT_EQ(shown(power(d("2"), d("-2"))), "0.25");
    EXPECT_EQ(shown(power(d("2"), d("0.5"))), "1.414213562373095048801688724");
    EXPECT_EQ(shown(power(d("-1"), d("0.5"))), "empty");
    EXPECT_EQ(shown(power(d("10"), d("40"))), "empty");
    EXPECT_EQ(shown(power(d("0"), d("0"))), "1");
    EXPECT_EQ(shown(power(d("0"), d("-1"))), "empty");
}

}  // namespace

}  // namespace helselos::json
