// Text to tokens (http://hl7.org/fhirpath/N1/grammar.html).
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::path {

struct Token {
    enum class Kind : std::uint8_t {
        end,
        identifier,  // Also keywords: where a name may stand, they are names.
        delimited,   // `name`, unescaped.
        string,      // Unescaped.
        integer,
        long_integer,
        decimal,
        date,  // Without the @.
        date_time,
        time,      // Without @T.
        variable,  // %name, without the percent sign.
        special,   // $this, $index, $total, without the dollar sign.
        symbol,    // One or two characters.
    };

    Kind kind = Kind::end;
    std::string text;
    std::size_t position = 0;  // In bytes, from the start.

    bool is_symbol(std::string_view symbol) const { return kind == Kind::symbol && text == symbol; }
    bool is_word(std::string_view word) const { return kind == Kind::identifier && text == word; }
};

// The last token is `end`. The error is invalid, with line and column.
Result<std::vector<Token>> read_tokens(std::string_view text);

// "... (line 1, column 7)".
Error syntax_error(std::string_view text, std::size_t position, std::string_view reason);

}  // namespace helselos::fhir::path
