#include "fhir/search/parse_words.h"

#include "fhir/search/query_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

TEST(ParseWords, words_are_all_wanted_in_any_order)
{
    EXPECT_EQ(asked("Observation", "_text=Chest  pain"), "text~chest~pain");
    EXPECT_EQ(asked("Observation", "_content=chest AND pain"), "content~chest~pain");
    EXPECT_EQ(asked("Observation", "_content=migr*"), "content~migr*");
    EXPECT_EQ(asked("Observation", "_content=\"Chest\""), "content~chest");
    EXPECT_EQ(asked("Observation", "_content=covid-19"), "content~covid~19");
}

TEST(ParseWords, or_and_the_comma_give_a_choice)
{
    EXPECT_EQ(asked("Observation", "_content=chest pain OR angina"), "any(content~chest~pain content~angina)");
    EXPECT_EQ(asked("Observation", "_content=chest,angina"), "any(content~chest content~angina)");
    EXPECT_EQ(asked("Observation", "_content=\"OR\""), "content~or");
}

TEST(ParseWords, not_is_of_the_next_word)
{
    EXPECT_EQ(asked("Observation", "_content=chest NOT pain"), "all(content~chest none(content~pain))");
    EXPECT_EQ(asked("Observation", "_content=NOT pain NOT fever"), "none(content~pain content~fever)");
}

TEST(ParseWords, what_cannot_be_answered_or_understood_is_refused)
{
    EXPECT_EQ(refusal("Observation", "_content=\"chest pain\""), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_content=(chest OR pain) fever"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_content=*itis"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_content=chest OR"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "_content=NOT"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "_content=--"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "_content=\"chest"), Kind::invalid);
}

TEST(ParseWords, words_are_limited_at_under_and_over)
{
    const auto text = [](std::size_t count) {
        std::string all = "_content=";
        for (std::size_t i = 0; i < count; ++i)
            all += "a+";
        return all;
    };
    EXPECT_TRUE(parsed("Observation", text(limits::search_words_max - 1)).ok());
    EXPECT_TRUE(parsed("Observation", text(limits::search_words_max)).ok());
    EXPECT_EQ(refusal("Observation", text(limits::search_words_max + 1)), Kind::too_large);
}

}  // namespace

}  // namespace helselos::fhir::search
