// Texts for people, in the languages of the service and with their own words where the text is
// about a child.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace helselos::triage {

// Bokmål, nynorsk, English and Northern Sami.
enum class Language : std::uint8_t { nb, nn, en, se };
constexpr std::size_t languages_count = 4;
// What everything a resident reads must be written in. Northern Sami is begun.
inline constexpr std::array whole_languages{Language::nb, Language::nn, Language::en};

// The BCP 47 code.
std::string_view code_of(Language language);
// The language of a BCP 47 tag ("nn-NO", "en-GB"); bokmål for what is not spoken here.
Language language_from(std::string_view tag);

// Whom a text speaks to: the person, or somebody about a child.
enum class Speaks : std::uint8_t { to_person, about_child };

class Wording {
public:
    // Empty when it was not written.
    std::string_view written(Language language, Speaks speaks = Speaks::to_person) const;
    void write(Language language, Speaks speaks, std::string text);

    // What is shown: the words for a child where there are any, bokmål where the language has none.
    std::string_view in(Language language, Speaks speaks = Speaks::to_person) const;
    // The text, in any language and to anybody, is this one.
    bool says(std::string_view text) const;
    bool empty() const { return written(Language::nb).empty() && written(Language::en).empty(); }

private:
    std::array<std::array<std::string, 2>, languages_count> m_texts;
};

// The template with the value where "{value}" stands; unchanged when it stands nowhere.
std::string with_value(std::string_view text, std::string_view value);

}  // namespace helselos::triage
