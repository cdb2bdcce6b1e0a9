#include "fhir/norway/national_number.h"

#include "fhir/norway/numbers_for_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace helselos::fhir::norway {

namespace {

using namespace tests;

// Days of every kind over the years, so that all digits and many control digits come up.
std::vector<std::string> many_numbers(int day_offset, int month_offset, int first_remainder = 0)
{
    std::vector<std::string> numbers;
    for (int day = 1; day <= 28; day += 3)
        for (int month = 1; month <= 12; month += 2)
            for (int year = 0; year < 100; year += 7)
                for (int individual = 0; individual < 500; individual += 37)
                    if (auto number
                        = make_number({day + day_offset, month + month_offset, year, individual, first_remainder}))
                        numbers.push_back(*std::move(number));
    return numbers;
}

std::optional<NationalNumber> read(const std::string& text, Pid2032 pid2032 = Pid2032::off)
{
    const auto number = read_national_number(text, pid2032);
    return number.ok() ? std::optional(*number) : std::nullopt;
}

bool is(const std::string& text, NumberKind kind, bool is_synthetic)
{
    const auto number = read(text);
    return number && number->kind == kind && number->is_synthetic == is_synthetic && number->birth_date_plausible;
}

TEST(NationalNumber, every_number_made_by_the_rules_is_accepted_as_its_kind)
{
    struct Row {
        int day;
        int month;
        NumberKind kind;
        bool is_synthetic;
    };
    for (const auto& row : {Row{0, 0, NumberKind::fodselsnummer, false}, Row{0, tenor, NumberKind::fodselsnummer, true},
             Row{0, nhn, NumberKind::fodselsnummer, true}, Row{d, 0, NumberKind::d_number, false},
             Row{d, tenor, NumberKind::d_number, true}, Row{d, nhn, NumberKind::d_number, true},
             Row{0, h, NumberKind::h_number, false}}) {
        const auto numbers = many_numbers(row.day, row.month);
        ASSERT_GT(numbers.size(), 10'000U);
        for (const auto& number : numbers)
            ASSERT_TRUE(is(number, row.kind, row.is_synthetic)) << row.day << " " << row.month;
    }
}

TEST(NationalNumber, every_single_wrong_digit_is_refused)
{
    for (const auto& number : many_numbers(0, tenor))
        for (std::size_t at = 0; at < number.size(); ++at)
            for (char digit = '0'; digit <= '9'; ++digit) {
                auto mistyped = number;
                mistyped[at] = digit;
                ASSERT_EQ(read(mistyped).has_value(), digit == number[at]) << at;
            }
}

TEST(NationalNumber, every_swap_of_neighbours_is_refused)
{
    for (const auto& number : many_numbers(0, tenor))
        for (std::size_t at = 0; at + 1 < number.size(); ++at) {
            auto mistyped = number;
            std::swap(mistyped[at], mistyped[at + 1]);
            ASSERT_EQ(read(mistyped).has_value(), mistyped == number) << at;
        }
}

TEST(NationalNumber, control_digits_of_2032_are_taken_only_when_that_is_on)
{
    for (const int remainder : {1, 2, 3}) {
        const auto numbers = many_numbers(0, tenor, remainder);
        ASSERT_GT(numbers.size(), 10'000U);
        for (const auto& number : numbers) {
            ASSERT_FALSE(read(number, Pid2032::off)) << remainder;
            ASSERT_TRUE(read(number, Pid2032::on)) << remainder;
        }
    }
    for (const int remainder : {4, 5, 6, 7, 8, 9, 10})
        for (const auto& number : many_numbers(0, tenor, remainder))
            ASSERT_FALSE(read(number, Pid2032::on)) << remainder;
}

TEST(NationalNumber, numbers_of_1964_are_still_taken_in_2032)
{
    for (const auto& number : many_numbers(0, tenor))
        ASSERT_TRUE(read(number, Pid2032::on));
}

TEST(NationalNumber, a_synthetic_d_number_is_a_d_number_and_no_hjelpenummer)
{
    EXPECT_TRUE(is(some_number({d + 12, tenor + 6, 74, 100}), NumberKind::d_number, true));
}

TEST(NationalNumber, day_and_month_both_40_too_high_are_nobodys)
{
    EXPECT_FALSE(read(some_number({d + 12, h + 6, 74, 100})));
}

TEST(NationalNumber, eight_or_nine_first_is_a_felles_hjelpenummer_whatever_follows)
{
    for (const char* digits : {"800000000", "899999999", "912345678", "986420000", "812800001"})
        if (const auto number = with_control_digits(digits)) {
            EXPECT_TRUE(is(*number, NumberKind::fh_number, false));
        }
}

TEST(NationalNumber, a_felles_hjelpenummer_has_no_control_digits_of_2032)
{
    EXPECT_FALSE(read(*with_control_digits("912345678", 1), Pid2032::on));
}

TEST(NationalNumber, a_day_or_month_that_no_kind_has_is_refused)
{
    for (const int month : {0, 13, 40, 53, 64, 65, 78, 79, 80, 93, 99})
        EXPECT_FALSE(read(some_number({1, month, 80, 100}))) << month;
    for (const int day : {0, 32, 39, 40, 72, 79})
        EXPECT_FALSE(read(some_number({day, tenor + 1, 80, 100}))) << day;
}

TEST(NationalNumber, a_day_the_calendar_lacks_is_not_plausible)
{
    EXPECT_FALSE(read(some_number({31, tenor + 4, 80, 100}))->birth_date_plausible);
    EXPECT_FALSE(read(some_number({30, tenor + 2, 80, 100}))->birth_date_plausible);
    EXPECT_TRUE(read(some_number({29, tenor + 2, 80, 100}))->birth_date_plausible);
    EXPECT_FALSE(read(some_number({29, tenor + 2, 81, 100}))->birth_date_plausible);
}

TEST(NationalNumber, the_individual_number_tells_the_century_of_a_leap_day)
{
    const auto is_plausible = [](int individual) {
        return read(some_number({29, tenor + 2, 0, individual}))->birth_date_plausible;
    };
    EXPECT_FALSE(is_plausible(0)) << "1900 was no leap year";
    EXPECT_TRUE(is_plausible(500)) << "2000 was";
}

TEST(NationalNumber, each_individual_number_has_its_years)
{
    struct Row {
        int individual;
        int year;
        bool is_plausible;
    };
    for (const auto& row : {Row{0, 0, true}, Row{0, 99, true}, Row{480, 50, true}, Row{500, 0, true},
             Row{500, 39, true}, Row{500, 40, false}, Row{500, 53, false}, Row{500, 54, true}, Row{500, 99, true},
             Row{730, 99, true}, Row{750, 54, false}, Row{750, 99, false}, Row{750, 39, true}, Row{880, 40, false},
             Row{900, 40, true}, Row{900, 99, true}, Row{900, 39, true}, Row{980, 0, true}})
        EXPECT_EQ(read(some_number({10, tenor + 5, row.year, row.individual}))->birth_date_plausible, row.is_plausible)
            << row.individual << " " << row.year;
}

TEST(NationalNumber, in_2032_the_individual_number_tells_no_century)
{
    const auto number = some_number({10, tenor + 5, 45, 760});
    EXPECT_FALSE(read(number, Pid2032::off)->birth_date_plausible);
    EXPECT_TRUE(read(number, Pid2032::on)->birth_date_plausible);
    EXPECT_FALSE(read(some_number({30, tenor + 2, 45, 760}), Pid2032::on)->birth_date_plausible);
}

TEST(NationalNumber, nothing_but_eleven_digits_is_read)
{
    const auto number = some_number({12, tenor + 6, 74, 100});
    for (const auto& text : {std::string(), std::string("1"), number + "0", number.substr(1), " " + number,
             number.substr(0, 6) + " " + number.substr(6), number.substr(0, 10) + "x", "+" + number.substr(1)})
        EXPECT_FALSE(read(text));
}

TEST(NationalNumber, no_reason_repeats_a_digit)
{
    const auto number = some_number({12, tenor + 6, 74, 100});
    for (const auto& text :
        {number + "0", number.substr(0, 10) + "x", number.substr(0, 9) + "00", std::string(11, '0')})
        if (const auto read = read_national_number(text, Pid2032::off); !read.ok()) {
            EXPECT_EQ(read.error().reason.find_first_of("0123456789"), std::string::npos) << read.error().reason;
        }
}

TEST(Pid2032, the_clock_turns_it_on_at_midnight_in_oslo)
{
    const auto at = [](const char* text) { return pid2032_at(Pid2032Setting::by_clock, *instant_from_text(text)); };
    EXPECT_EQ(at("2026-11-22T12:00:00Z"), Pid2032::off);
    EXPECT_EQ(at("2031-12-31T22:59:59.999Z"), Pid2032::off);
    EXPECT_EQ(at("2031-12-31T23:00:00Z"), Pid2032::on);
    EXPECT_EQ(at("2040-01-01T00:00:00Z"), Pid2032::on);
}

TEST(Pid2032, the_operator_goes_before_the_clock)
{
    const auto early = *instant_from_text("2026-11-22T12:00:00Z");
    const auto late = *instant_from_text("2033-01-01T00:00:00Z");
    EXPECT_EQ(pid2032_at(*pid2032_setting("on"), early), Pid2032::on);
    EXPECT_EQ(pid2032_at(*pid2032_setting("off"), late), Pid2032::off);
    EXPECT_EQ(pid2032_at(*pid2032_setting("auto"), late), Pid2032::on);
    EXPECT_FALSE(pid2032_setting("sometimes"));
}

}  // namespace

}  // namespace helselos::fhir::norway
