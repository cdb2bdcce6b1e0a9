// Strings by Unicode code points (ICU), as FHIRPath's string functions see them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::path {

// Lower case, no white space at the ends, runs of white space made one space.
std::string folded_for_equivalence(std::string_view text);

std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

std::size_t count_code_points(std::string_view text);
// The byte where this code point begins; the end of the text when there are fewer.
std::size_t byte_of_code_point(std::string_view text, std::size_t index);
std::string_view trim_white_space(std::string_view text);

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
enum class Base64 : unsigned char { standard, url };
std::string to_base64(std::string_view bytes, Base64 alphabet);
std::optional<std::string> from_base64(std::string_view text, Base64 alphabet);

std::string escape_html(std::string_view text);
std::string unescape_html(std::string_view text);
std::string escape_json(std::string_view text);
std::optional<std::string> unescape_json(std::string_view text);

bool is_utf8(std::string_view bytes);

}  // namespace helselos::fhir::path
