// One line that shows how far a long command has come.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::app {

// What there is to show. Without a total there is no bar.
struct Progress {
    std::uint64_t done = 0;  // In any unit; only the share of the total is shown.
    std::uint64_t total = 0;
    std::uint64_t things = 0;  // "42491 resources"
    std::uint64_t failures = 0;
};

// On a terminal one line is drawn over again, a few times a second and in one piece. Elsewhere a whole line is
// written every ten seconds, so that a log stays short. Not for two threads at once.
class ProgressLine {
public:
    // Gets pieces that are to be written at once.
    using Write = std::function<void(std::string_view)>;

    // `columns` is the width of the terminal; none when it is not one.
    ProgressLine(std::string_view title, std::string_view things, std::optional<std::size_t> columns,
        const Clock& clock, Write write);

    // To standard error.
    static ProgressLine to_standard_error(std::string_view title, std::string_view things, const Clock& clock);

    void show(const Progress& progress);    // May draw nothing, when it is too early.
    void say(std::string_view line);        // A line of its own, above.
    void finish(const Progress& progress);  // The last state, and the end of the line.

private:
    std::string text_of(const Progress& progress) const;
    std::string rate_of(const Progress& progress) const;
    void draw(std::string text);

    std::string m_title;
    std::string m_things;
    std::optional<std::size_t> m_columns;
    const Clock& m_clock;
    Write m_write;
    Instant m_start;
    std::optional<Instant> m_drawn;
    std::size_t m_drawn_columns = 0;
};

}  // namespace helselos::app
