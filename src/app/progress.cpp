#include "app/progress.h"

#include <algorithm>

#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace helselos::app {

namespace {

constexpr std::chrono::milliseconds redraw_wait{100};
constexpr std::chrono::seconds line_wait{10};
constexpr std::size_t bar_columns = 24;

std::optional<std::size_t> terminal_columns(int file)
{
    if (::isatty(file) == 0)
        return std::nullopt;
    winsize size{};
    const bool is_known = ::ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? size.ws_col : 80;
}

void write_to_standard_error(std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// 83 seconds are "1:23", 3 723 seconds "1:02:03".
std::string duration(std::uint64_t seconds)
{
    if (seconds < 3600)
        return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::uint64_t per_thousand(const Progress& progress)
{
    if (progress.total == 0)
        return 0;
    const auto done = std::min(progress.done, progress.total);
    // In steps that cannot overflow.
    return progress.total > 1'000'000 ? done / (progress.total / 1000) : done * 1000 / progress.total;
}

}  // namespace

ProgressLine::ProgressLine(std::string_view title, std::string_view things, std::optional<std::size_t> columns,
    const Clock& clock, Write write)
    : m_title(title), m_things(things), m_columns(columns), m_clock(clock), m_write(std::move(write)),
      m_start(clock.now())
{}

ProgressLine ProgressLine::to_standard_error(std::string_view title, std::string_view things, const Clock& clock)
{
    return {title, things, terminal_columns(STDERR_FILENO), clock, write_to_standard_error};
}

void ProgressLine::show(const Progress& progress)
{
    const auto now = m_clock.now();
    const bool is_first = m_columns && !m_drawn;
    const std::chrono::milliseconds wait = m_columns ? redraw_wait : line_wait;
    if (!is_first && now - m_drawn.value_or(m_start) < wait)
        return;
    m_drawn = now;
    draw(text_of(progress));
}

void ProgressLine::say(std::string_view line)
{
    // The line that is drawn is wiped, and comes back with the next state.
    const std::string wiped = m_drawn_columns > 0 ? "\r" + std::string(m_drawn_columns, ' ') + "\r" : "";
    m_drawn_columns = 0;
    if (m_columns)
        m_drawn.reset();
    m_write(wiped + std::string(line) + "\n");
}

void ProgressLine::finish(const Progress& progress)
{
    draw(text_of(progress));
    if (m_columns)
        m_write("\n");
    m_drawn_columns = 0;
}

std::string ProgressLine::rate_of(const Progress& progress) const
{
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_start).count();
    if (elapsed <= 0)
        return "";
    const auto milliseconds = static_cast<std::uint64_t>(elapsed);
    auto text = fmt::format(", {}/s", progress.things * 1000 / milliseconds);
    const auto share = per_thousand(progress);
    if (share > 0 && share < 1000)
        text += fmt::format(", {} left", duration(milliseconds * (1000 - share) / share / 1000));
    else
        text += fmt::format(", {}", duration(milliseconds / 1000));
    return text;
}

std::string ProgressLine::text_of(const Progress& progress) const
{
    auto text = m_title;
    if (progress.total > 0) {
        const auto share = per_thousand(progress);
        const auto filled = share * bar_columns / 1000;
        text += fmt::format(
            " [{}{}] {} %", std::string(filled, '='), std::string(bar_columns - filled, '.'), share / 10);
    }
    text += fmt::format("  {} {}{}", progress.things, m_things, rate_of(progress));
    if (progress.failures > 0)
        text += fmt::format(", {} failed", progress.failures);
    return text;
}

// Over the last one in one piece: what is longer there is covered with spaces, nothing is cleared first.
void ProgressLine::draw(std::string text)
{
    if (!m_columns)
        return m_write(text + "\n");
    // A line that fills the last column would wrap.
    text = text.substr(0, *m_columns > 1 ? *m_columns - 1 : 0);
    const auto columns = text.size();
    text.append(std::max(m_drawn_columns, columns) - columns, ' ');
    m_drawn_columns = columns;
    m_write("\r" + text);
}

}  // namespace helselos::app
