#include "fhir/terminology/match.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::fhir::terminology {

namespace {

bool is_word_character(char c)
{
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto first = at;
        while (at < text.size() && is_word_character(text[at]))
            ++at;
        if (at > first)
            words.push_back(text.substr(first, at - first));
        else
            ++at;
    }
    return words;
}

std::string folded(std::string_view text)
{
    std::string result(text);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const auto byte = static_cast<unsigned char>(result[i]);
        const bool is_capital = i > 0 && static_cast<unsigned char>(result[i - 1]) == 0xC3 && byte >= 0x80
            && byte <= 0x9E && byte != 0x97;  // U+00D7, the multiplication sign.
        result[i] = is_capital ? static_cast<char>(byte + 0x20) : to_lower(result[i]);
    }
    return result;
}

Match match(std::string_view text, std::string_view filter)
{
    if (text == filter)
        return Match::whole;
    if (text.starts_with(filter))
        return Match::beginning;
    const auto words = words_of(text);
    const auto wanted = words_of(filter);
    const bool all = std::all_of(wanted.begin(), wanted.end(), [&](auto want) {
        return std::any_of(words.begin(), words.end(), [&](auto word) { return word.starts_with(want); });
    });
    return all && !wanted.empty() ? Match::words : Match::none;
}

}  // namespace helselos::fhir::terminology
