#include "services/triage/plain_language.h"

namespace helselos::triage {

namespace {

constexpr std::size_t letters_of_a_long_word = 7;

bool ends_word(char c)
{
    return c == ' ' || c == '\n' || c == '/';
}

bool ends_sentence(char c)
{
    return c == '.' || c == '?' || c == '!' || c == ':' || c == ';';
}

// Bytes of UTF-8 that begin a letter; punctuation and digits are none.
bool begins_letter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == 0xC3 || byte == 0xC4 || byte == 0xC5;
}

struct Word {
    std::size_t letters = 0;
    bool is_number = false;
    bool ends_sentence = false;

    bool is_word() const { return letters > 0 || is_number; }
};

template <typename Take>
void each_word(std::string_view text, Take take)
{
    Word word;
    for (const char c : text) {
        if (ends_word(c)) {
            if (word.is_word())
                take(word);
            word = {};
            continue;
        }
        word.letters += begins_letter(c) ? 1 : 0;
        word.is_number = word.is_number || (c >= '0' && c <= '9');
        word.ends_sentence = ends_sentence(c);
    }
    if (word.is_word())
        take(word);
}

}  // namespace

std::size_t words_in(std::string_view text)
{
    std::size_t words = 0;
    each_word(text, [&](const Word&) { ++words; });
    return words;
}

void Readability::add(std::string_view text)
{
    bool is_open = false;
    each_word(text, [&](const Word& word) {
        ++m_words;
        m_long_words += word.letters >= letters_of_a_long_word ? 1 : 0;
        m_sentences += word.ends_sentence ? 1 : 0;
        is_open = !word.ends_sentence;
    });
    m_sentences += is_open ? 1 : 0;
}

Lix Readability::lix() const
{
    if (m_words == 0 || m_sentences == 0)
        return 0;
    const auto words = static_cast<Lix>(m_words);
    return words / static_cast<Lix>(m_sentences) + 100 * static_cast<Lix>(m_long_words) / words;
}

}  // namespace helselos::triage
