#include "services/triage/wording.h"

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr std::array<std::string_view, languages_count> codes{"nb", "nn", "en", "se"};

}  // namespace

std::string_view code_of(Language language)
{
    return codes[static_cast<std::size_t>(language)];
}

Language language_from(std::string_view tag)
{
    const auto found = std::ranges::find(codes, tag.substr(0, tag.find('-')));
    return found == codes.end() ? Language::nb : static_cast<Language>(found - codes.begin());
}

std::string_view Wording::written(Language language, Speaks speaks) const
{
    return m_texts[static_cast<std::size_t>(language)][static_cast<std::size_t>(speaks)];
}

void Wording::write(Language language, Speaks speaks, std::string text)
{
    m_texts[static_cast<std::size_t>(language)][static_cast<std::size_t>(speaks)] = std::move(text);
}

std::string_view Wording::in(Language language, Speaks speaks) const
{
    for (const auto spoken : {language, Language::nb}) {
        if (const auto text = written(spoken, speaks); !text.empty())
            return text;
        if (const auto text = written(spoken); !text.empty())
            return text;
    }
    return {};
}

bool Wording::says(std::string_view text) const
{
    return std::ranges::any_of(
        m_texts, [&](const auto& language) { return std::ranges::find(language, text) != language.end(); });
}

std::string with_value(std::string_view text, std::string_view value)
{
    constexpr std::string_view place = "{value}";
    std::string filled(text);
    if (const auto at = filled.find(place); at != std::string::npos)
        filled.replace(at, place.size(), value);
    return filled;
}

}  // namespace helselos::triage
