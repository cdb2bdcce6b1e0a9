// How well a text answers what somebody typed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

// Lower case for ASCII and for the letters of western Europe (U+00C0 to U+00DE), without locale.
std::string folded(std::string_view text);

// Letters, digits and all that is not ASCII belong to a word.
std::vector<std::string_view> words_of(std::string_view text);

// Smaller is better; `none` when a word of the filter begins no word of the text.
enum class Match : std::uint8_t { whole, beginning, words, none };

// Both folded already.
Match match(std::string_view text, std::string_view filter);

}  // namespace helselos::fhir::terminology
