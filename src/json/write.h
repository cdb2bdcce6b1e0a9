// Values to bytes. A document that was read is given back byte for byte, white
// space and needless escapes aside.
#pragma once

#include "json/value.h"

#include <string>
#include <string_view>

namespace helselos::json {

// Appends to `out`. An absent value appends nothing.
void write(Value value, std::string& out);
std::string to_text(Value value);

// Indented by two spaces, for people.
std::string to_pretty_text(Value value);

// Appends the text in quotes, escaped where JSON demands it.
void write_string(std::string_view text, std::string& out);

}  // namespace helselos::json
