#include "fhir/norway/national_number.h"

#include "fhir/norway/digits.h"

#include <array>
#include <chrono>

namespace helselos::fhir::norway {

namespace {

constexpr std::size_t digits_of_number = 11;
using Digits = std::array<int, digits_of_number>;

// The last weight is the control digit's own: a right number sums to a multiple of eleven.
constexpr std::array first_weights{3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
constexpr std::array second_weights{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
constexpr int first_remainder_of_2032_max = 3;

// Midnight in Oslo, where winter is an hour before UTC.
constexpr Instant start_of_2032{
    std::chrono::sys_days{std::chrono::year{2032} / std::chrono::January / 1} - std::chrono::hours{1}};

constexpr int d_number_day = 40;
constexpr int h_number_month = 40;
constexpr int nhn_test_month = 65;
constexpr int tenor_month = 80;

struct Written {
    int day = 0;
    int month = 0;
    int year = 0;  // Of its century.
    int individual = 0;
    bool may_be_of_2032 = false;
    bool must_be_of_2032 = false;
};

bool is_month(int month)
{
    return month >= 1 && month <= 12;
}

// Takes the offset of a kind off; false when there is no such day and month.
bool take_kind(Written& written, NationalNumber& number)
{
    if (written.day > d_number_day) {
        number.kind = NumberKind::d_number;
        written.day -= d_number_day;
    }
    for (const int offset : {tenor_month, nhn_test_month}) {
        if (!is_month(written.month - offset))
            continue;
        number.is_synthetic = true;
        written.month -= offset;
    }
    // Day + 40 and month + 40 together is nobody's: a D-number is no hjelpenummer.
    if (is_month(written.month - h_number_month) && number.kind == NumberKind::fodselsnummer) {
        number.kind = NumberKind::h_number;
        written.month -= h_number_month;
    }
    return is_month(written.month) && written.day >= 1 && written.day <= 31;
}

bool is_day_in(const Written& written, int century)
{
    return std::chrono::year_month_day{std::chrono::year{century + written.year},
        std::chrono::month{static_cast<unsigned>(written.month)}, std::chrono::day{static_cast<unsigned>(written.day)}}
        .ok();
}

// The centuries of 1964: http://www.skatteetaten.no, "Fødselsnummer".
std::optional<int> century_of(int individual, int year)
{
    if (individual <= 499)
        return 1900;
    if (individual <= 749 && year >= 54)
        return 1800;
    if (individual >= 900 && year >= 40)
        return 1900;
    if (year < 40)
        return 2000;
    return std::nullopt;
}

bool is_plausible(const Written& written)
{
    const auto century = century_of(written.individual, written.year);
    if (!written.must_be_of_2032 && century && is_day_in(written, *century))
        return true;
    return written.may_be_of_2032 && (is_day_in(written, 1900) || is_day_in(written, 2000));
}

int two(const Digits& digits, std::size_t at)
{
    return 10 * digits[at] + digits[at + 1];
}

Error control_digits_wrong()
{
    return {Kind::invalid, "the control digits of the national identity number do not fit"};
}

}  // namespace

Pid2032 pid2032_at(Pid2032Setting setting, Instant now)
{
    switch (setting) {
    case Pid2032Setting::off: return Pid2032::off;
    case Pid2032Setting::on: return Pid2032::on;
    case Pid2032Setting::by_clock: return now < start_of_2032 ? Pid2032::off : Pid2032::on;
    }
    return Pid2032::off;
}

std::optional<Pid2032Setting> pid2032_setting(std::string_view word)
{
    if (word == "off")
        return Pid2032Setting::off;
    if (word == "on")
        return Pid2032Setting::on;
    if (word == "auto")
        return Pid2032Setting::by_clock;
    return std::nullopt;
}

Result<NationalNumber> read_national_number(std::string_view text, Pid2032 pid2032)
{
    if (text.size() != digits_of_number || !is_all_digits(text))
        return Error{Kind::invalid, "a national identity number has eleven digits"};
    Digits digits{};
    for (std::size_t i = 0; i < digits.size(); ++i)
        digits[i] = text[i] - '0';
    const int first = weighted_sum(text, first_weights) % 11;
    if (weighted_sum(text, second_weights) % 11 != 0 || first > first_remainder_of_2032_max)
        return control_digits_wrong();
    if (first != 0 && pid2032 == Pid2032::off)
        return control_digits_wrong();

    NationalNumber number;
    if (digits[0] >= 8) {
        if (first != 0)
            return control_digits_wrong();
        number.kind = NumberKind::fh_number;
        number.birth_date_plausible = true;
        return number;
    }
    Written written{two(digits, 0), two(digits, 2), two(digits, 4), 100 * digits[6] + two(digits, 7),
        pid2032 == Pid2032::on, first != 0};
    if (!take_kind(written, number))
        return Error{Kind::invalid, "the national identity number begins with no day and month"};
    number.birth_date_plausible = is_plausible(written);
    return number;
}

}  // namespace helselos::fhir::norway
