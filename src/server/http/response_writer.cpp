#include "server/http/response_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace helselos::http {

namespace {

constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string date_text(std::chrono::sys_seconds second)
{
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(second - day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", day_names[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), month_names[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

void write_number(std::uint64_t number, std::string& out)
{
    const fmt::format_int text(number);
    out.append(text.data(), text.size());
}

void write_status_line(int status, std::string& out)
{
    if (status == 200) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    out += "HTTP/1.1 ";
    write_number(static_cast<std::uint64_t>(status), out);
    out += ' ';
    out += reason_phrase(status);
    out += "\r\n";
}

bool is_one_line(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

}  // namespace

std::string_view DateText::now()
{
    const auto second = std::chrono::floor<std::chrono::seconds>(m_clock.now());
    if (second.time_since_epoch().count() != m_second) {
        m_second = second.time_since_epoch().count();
        m_text = date_text(second);
    }
    return m_text;
}

bool may_have_body(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

bool is_sendable(const Response& response)
{
    return response.status >= 200 && response.status <= 599
        && std::ranges::all_of(response.headers,
            [](const auto& header) { return is_one_line(header.first) && is_one_line(header.second); });
}

void write_head(const Response& response, std::string_view date, After after, std::string& out)
{
    write_status_line(response.status, out);
    out += "Date: ";
    out += date;
    for (const auto& [name, value] : response.headers) {
        out += "\r\n";
        out += name;
        out += ": ";
        out += value;
    }
    if (may_have_body(response.status)) {
        out += "\r\nContent-Length: ";
        write_number(response.body.size(), out);
    }
    if (after == After::close)
        out += "\r\nConnection: close";
    if (after == After::keep_http_1_0)
        out += "\r\nConnection: keep-alive";
    out += "\r\n\r\n";
}

}  // namespace helselos::http
