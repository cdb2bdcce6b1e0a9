#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/rows.h"
#include "fhir/search/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace helselos::fhir::search {

namespace {

// Marks that are letters' own in other scripts stand inside words; those of Latin letters are folded away.
bool is_in_word(UChar32 c)
{
    if (c < 0x80)
        return c >= 0 && (is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c)));
    return u_isalnum(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

struct Character {
    UChar32 c = 0;
    std::size_t bytes = 0;
};

// What is folded is UTF-8 again, whatever it was before.
Character character_at(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80)
        return {first, 1};
    const std::size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    auto c = static_cast<UChar32>(first & (0xff >> (bytes + 1)));
    for (const char next : text.substr(1, bytes - 1))
        c = (c << 6) | (next & 0x3f);
    return {c, std::min(bytes, text.size())};
}

std::string_view cut_word(std::string_view word)
{
    if (word.size() <= limits::search_word_bytes_max)
        return word;
    auto size = limits::search_word_bytes_max;
    while (size > 0 && (static_cast<unsigned char>(word[size]) & 0xc0) == 0x80)
        --size;
    return word.substr(0, size);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{
    {{"amp", "&"}, {"apos", "'"}, {"gt", ">"}, {"lt", "<"}, {"nbsp", " "}, {"quot", "\""}}};

// A tag of one of these does not end a word: <b>B</b>lood.
constexpr std::array<std::string_view, 20> inside_words{"a", "abbr", "acronym", "b", "bdo", "big", "cite", "code",
    "dfn", "em", "font", "i", "kbd", "q", "samp", "small", "span", "strong", "tt", "var"};

class Narrative {
public:
    explicit Narrative(std::string_view xhtml) : m_rest(xhtml) {}

    std::string take_text()
    {
        while (!m_rest.empty()) {
            const auto plain = m_rest.substr(0, m_rest.find_first_of("<&"));
            m_text.append(plain);
            m_rest.remove_prefix(plain.size());
            if (m_rest.starts_with('<'))
                take_markup();
            else if (!m_rest.empty())
                take_entity();
        }
        return std::move(m_text);
    }

private:
    void skip_to(std::string_view end)
    {
        const auto found = m_rest.find(end);
        m_rest = found == std::string_view::npos ? std::string_view() : m_rest.substr(found + end.size());
    }

    // The values of attributes may hold '>'.
    void skip_tag()
    {
        char quote = 0;
        while (!m_rest.empty()) {
            const char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (quote == 0 && c == '>')
                return;
            if (quote == 0 && (c == '"' || c == '\''))
                quote = c;
            else if (c == quote)
                quote = 0;
        }
    }

    void take_markup()
    {
        if (m_rest.starts_with("<!--"))
            return skip_to("-->");
        auto name = m_rest.substr(1, m_rest.find_first_of(" \t\r\n/>", 2) - 1);
        if (name.starts_with('/'))
            name.remove_prefix(1);
        if (!std::ranges::binary_search(inside_words, to_lower_ascii(name)))
            m_text += ' ';
        skip_tag();
    }

    void take_entity()
    {
        constexpr std::size_t letters_max = 10;
        const auto end = m_rest.substr(0, letters_max).find(';');
        if (end == std::string_view::npos) {
            m_text += ' ';
            m_rest.remove_prefix(1);
            return;
        }
        add_entity(m_rest.substr(1, end - 1));
        m_rest.remove_prefix(end + 1);
    }

    void add_entity(std::string_view name)
    {
        const auto* const known = std::ranges::find(entities, name, &decltype(entities)::value_type::first);
        if (known != entities.end())
            m_text.append(known->second);
        else if (const auto c = number_of(name))
            add_character(*c);
        else
            m_text += ' ';
    }

    static std::optional<UChar32> number_of(std::string_view name)
    {
        if (!name.starts_with('#'))
            return std::nullopt;
        name.remove_prefix(1);
        const int base = name.starts_with('x') ? 16 : 10;
        if (base == 16)
            name.remove_prefix(1);
        UChar32 number = 0;
        const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), number, base);
        const bool is_whole = failure == std::errc() && end == name.data() + name.size();
        return is_whole && number > 0 && number <= 0x10ffff && !U_IS_SURROGATE(number) ? std::optional(number)
                                                                                       : std::nullopt;
    }

    void add_character(UChar32 c) { icu::UnicodeString(c).toUTF8String(m_text); }

    std::string_view m_rest;
    std::string m_text;
};

}  // namespace

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    const auto folded = fold(text);
    std::string_view rest(folded);
    std::size_t size = 0;  // Of the word that `rest` starts with, as far as it was read.
    while (!rest.empty()) {
        const auto [c, bytes] = size < rest.size() ? character_at(rest.substr(size)) : Character{};
        if (bytes > 0 && is_in_word(c)) {
            size += bytes;
            continue;
        }
        if (size > 0)
            words.emplace_back(cut_word(rest.substr(0, size)));
        rest.remove_prefix(std::min(size + bytes, rest.size()));
        size = 0;
    }
    return words;
}

std::string text_of_narrative(std::string_view xhtml)
{
    return Narrative(xhtml).take_text();
}

bool holds_word(const WordSet& words, std::string_view word)
{
    return std::ranges::binary_search(words, word, std::less<>());
}

bool holds_word_with_start(const WordSet& words, std::string_view start)
{
    const auto first = std::ranges::lower_bound(words, start, std::less<>());
    return first != words.end() && first->starts_with(start);
}

}  // namespace helselos::fhir::search
