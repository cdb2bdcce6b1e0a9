#include "base/log.h"

#include "base/clock.h"

#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <iterator>

namespace helselos::log {

namespace {

std::atomic<Level> lowest{Level::information};

std::string_view name(Level level)
{
    switch (level) {
    case Level::debug: return "debug";
    case Level::information: return "information";
    case Level::warning: return "warning";
    case Level::error: return "error";
    }
    return "error";
}

void append_quoted(std::string& line, std::string_view text)
{
    line += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            line += '\\';
        if (byte < 0x20)
            fmt::format_to(std::back_inserter(line), "\\u{:04x}", byte);
        else
            line += c;
    }
    line += '"';
}

}  // namespace

void set_level(Level level)
{
    lowest = level;
}

void write(Level level, std::string_view happening, std::initializer_list<Field> fields)
{
    if (level < lowest.load(std::memory_order_relaxed))
        return;
    std::string line = fmt::format(R"({{"at":"{}","level":"{}","what":)", to_text(system_clock().now()), name(level));
    append_quoted(line, happening);
    for (const auto& field : fields) {
        line += ',';
        append_quoted(line, field.name);
        line += ':';
        if (field.is_number)
            fmt::format_to(std::back_inserter(line), "{}", field.number);
        else
            append_quoted(line, field.text);
    }
    line += "}\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace helselos::log
