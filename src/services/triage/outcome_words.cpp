#include "services/triage/outcome_words.h"

#include "base/text.h"

namespace helselos::triage {

std::optional<Outcome> outcome_from_text(std::string_view text)
{
    const auto words = split(text, ' ');
    const auto level = level_from_code(words[0]);
    if (!level)
        return std::nullopt;
    const bool has_limit = *level == Level::urgent || *level == Level::routine;
    if (!has_limit)
        return words.size() == 1 ? std::optional(Outcome{*level, 0}) : std::nullopt;
    if (words.size() != 4 || words[1] != "within")
        return std::nullopt;
    const auto number = to_unsigned(words[2]);
    const std::uint32_t unit = words[3] == "h" ? 60 : words[3] == "d" ? 24 * 60 : words[3] == "min" ? 1 : 0;
    constexpr std::uint64_t number_max = 1000;
    if (!number || *number == 0 || *number > number_max || unit == 0)
        return std::nullopt;
    return Outcome{*level, static_cast<std::uint32_t>(*number) * unit};
}

}  // namespace helselos::triage
