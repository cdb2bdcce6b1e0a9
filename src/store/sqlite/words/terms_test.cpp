#include "store/sqlite/words/terms.h"

#include <gtest/gtest.h>

namespace helselos::store::sqlite {

TEST(Terms, say_what_they_are_of)
{
    fhir::search::SaidWords said;
    said.narrative = {"blood"};
    said.content = {"blood", "pressure"};
    said.coded = {{"code", {"heart"}}};
    KeptRow row{.kind = RowKind::string, .parameter = 31};
    row.text = "ola n.";
    const auto number_of = [](std::string_view name) -> Result<std::int64_t> {
        EXPECT_EQ(name, "Patient.code");
        return 12;
    };
    EXPECT_EQ(terms_of("Patient", 7, said, join({encode(row)}), number_of).value(),
        "n7_blood c7_blood c7_pressure k12_heart t31__n_ t31_a_n t31_la_ t31_ola ");
}

TEST(Terms, of_letters_are_whole_characters_and_none_of_short_texts)
{
    EXPECT_EQ(letters_on_end("blåbær"), (std::vector<std::string>{"blå", "låb", "åbæ", "bær"}));
    EXPECT_EQ(letters_on_end("ås"), std::vector<std::string>{});
    EXPECT_EQ(letters_on_end("ås!"), std::vector<std::string>{"ås_"});
    EXPECT_EQ(letters_on_end(""), std::vector<std::string>{});
}

TEST(Terms, asked_are_split_as_those_kept)
{
    const auto words = resplit({{"e-post", true}, {"Blod", false}, {"!", false}});
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(match_of_words("c7_", words), "\"c7_e\" AND \"c7_post\" * AND \"c7_blod\"");
}

TEST(Terms, all_words_must_be_there)
{
    EXPECT_TRUE(holds_all({"blood", "pressure"}, {{"pre", true}, {"blood", false}}));
    EXPECT_FALSE(holds_all({"blood", "pressure"}, {{"pre", false}, {"blood", false}}));
}

}  // namespace helselos::store::sqlite
