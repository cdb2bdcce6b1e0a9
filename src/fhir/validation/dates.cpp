#include "fhir/validation/dates.h"

#include "base/text.h"

#include <chrono>
#include <cstddef>

namespace helselos::fhir::validation {

namespace {

// Reads a text from left to right; each step is false when the text does not go on as demanded.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_text(text) {}

    bool at_end() const { return m_at == m_text.size(); }
    bool next_is(char c) const { return !at_end() && m_text[m_at] == c; }

    bool take(char c)
    {
        if (!next_is(c))
            return false;
        ++m_at;
        return true;
    }

    bool take_number(std::size_t digits, int& number)
    {
        if (m_text.size() - m_at < digits)
            return false;
        number = 0;
        for (std::size_t i = 0; i < digits; ++i, ++m_at) {
            if (!is_digit(m_text[m_at]))
                return false;
            number = number * 10 + (m_text[m_at] - '0');
        }
        return true;
    }

    bool take_digits()
    {
        const auto first = m_at;
        while (!at_end() && is_digit(m_text[m_at]))
            ++m_at;
        return m_at > first;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

// FHIR knows no year 0.
bool is_year(int year)
{
    return year >= 1;
}

bool is_day(int year, int month, int day)
{
    return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

enum class Precision { none, year, month, day };

Precision take_date(Cursor& cursor)
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (!cursor.take_number(4, year) || !is_year(year))
        return Precision::none;
    if (!cursor.take('-'))
        return Precision::year;
    if (!cursor.take_number(2, month) || month < 1 || month > 12)
        return Precision::none;
    if (!cursor.take('-'))
        return Precision::month;
    if (!cursor.take_number(2, day) || !is_day(year, month, day))
        return Precision::none;
    return Precision::day;
}

// The sixtieth second is a leap second.
bool take_time(Cursor& cursor)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!cursor.take_number(2, hour) || hour > 23 || !cursor.take(':'))
        return false;
    if (!cursor.take_number(2, minute) || minute > 59 || !cursor.take(':'))
        return false;
    if (!cursor.take_number(2, second) || second > 60)
        return false;
    return !cursor.take('.') || cursor.take_digits();
}

bool take_zone(Cursor& cursor)
{
    int hour = 0;
    int minute = 0;
    if (cursor.take('Z'))
        return true;
    if (!cursor.take('+') && !cursor.take('-'))
        return false;
    if (!cursor.take_number(2, hour) || !cursor.take(':') || !cursor.take_number(2, minute))
        return false;
    return (hour < 14 && minute < 60) || (hour == 14 && minute == 0);
}

bool take_time_and_zone(Cursor& cursor)
{
    return cursor.take('T') && take_time(cursor) && take_zone(cursor);
}

}  // namespace

bool is_date(std::string_view text)
{
    Cursor cursor(text);
    return take_date(cursor) != Precision::none && cursor.at_end();
}

bool is_date_time(std::string_view text)
{
    Cursor cursor(text);
    const auto precision = take_date(cursor);
    if (precision == Precision::none)
        return false;
    if (precision == Precision::day && !cursor.at_end() && !take_time_and_zone(cursor))
        return false;
    return cursor.at_end();
}

bool is_instant(std::string_view text)
{
    Cursor cursor(text);
    return take_date(cursor) == Precision::day && take_time_and_zone(cursor) && cursor.at_end();
}

bool is_time(std::string_view text)
{
    Cursor cursor(text);
    return take_time(cursor) && cursor.at_end();
}

}  // namespace helselos::fhir::validation
