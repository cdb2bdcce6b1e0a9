#include "services/triage/plain_language.h"

#include <gtest/gtest.h>

namespace helselos::triage {

TEST(PlainLanguage, words_are_counted_and_dashes_are_none)
{
    EXPECT_EQ(words_in("Er barnet slapt?"), 3U);
    EXPECT_EQ(words_in("Feber - over 38,5 grader"), 4U);
    EXPECT_EQ(words_in(""), 0U);
}

TEST(PlainLanguage, lix_is_words_per_sentence_and_the_share_of_long_words)
{
    Readability text;
    text.add("Drikk litt. Ring legevakten nå.");
    // 5 words in 2 sentences, one of them over six letters.
    EXPECT_DOUBLE_EQ(text.lix(), 2.5 + 20);
}

TEST(PlainLanguage, a_text_without_a_full_stop_is_one_sentence_and_norwegian_letters_count_once)
{
    Readability text;
    text.add("Blør øret");
    text.add("Måååål");
    EXPECT_DOUBLE_EQ(text.lix(), 1.5);
}

}  // namespace helselos::triage
