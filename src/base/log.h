// One line a happening, as JSON, to standard error. Never a value from a record:
// fields are names, counts, kinds and times.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>

namespace helselos::log {

enum class Level : std::uint8_t { debug, information, warning, error };

struct Field {
    Field(std::string_view of, std::string_view value) : name(of), text(value) {}
    Field(std::string_view of, const char* value) : name(of), text(value) {}
    template <typename Number>
        requires std::is_integral_v<Number>
    Field(std::string_view of, Number value) : name(of), number(static_cast<std::int64_t>(value)), is_number(true)
    {}

    std::string_view name;
    std::string_view text = {};
    std::int64_t number = 0;
    bool is_number = false;
};

// Lines below this level are dropped. Set once at start.
void set_level(Level level);

void write(Level level, std::string_view happening, std::initializer_list<Field> fields = {});

}  // namespace helselos::log
