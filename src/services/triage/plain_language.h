// How hard a text is to read, by counting.
#pragma once

#include <cstddef>
#include <string_view>

namespace helselos::triage {

using Lix = double;  // floating point: a measure of texts, no value of care.

// "Er barnet slapt?" has three.
std::size_t words_in(std::string_view text);

// LIX (Björnsson, 1968): words per sentence, plus the percentage of words over six letters.
// Below 30 is very easy, 30-40 easy, 50 official. Texts are added one after the other; each ends
// a sentence.
class Readability {
public:
    void add(std::string_view text);
    Lix lix() const;

private:
    std::size_t m_words = 0;
    std::size_t m_long_words = 0;
    std::size_t m_sentences = 0;
};

}  // namespace helselos::triage
