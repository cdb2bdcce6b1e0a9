#include "fhir/search/rows.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

TEST(Fold, case_is_gone_in_ascii_and_beyond)
{
    EXPECT_EQ(fold("NORDMANN"), "nordmann");
    EXPECT_EQ(fold("ÆRLIG ØST"), "ærlig øst");
    EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
    EXPECT_EQ(fold("Straße"), "strasse");
}

TEST(Fold, accents_are_gone)
{
    EXPECT_EQ(fold("André Müller"), "andre muller");
    EXPECT_EQ(fold("Järvinen Björn"), "jarvinen bjorn");
    EXPECT_EQ(fold("Čáhput"), "cahput");
    EXPECT_EQ(fold("İstanbul"), "istanbul");
}

TEST(Fold, norwegian_letters_are_no_accents)
{
    EXPECT_EQ(fold("Åse"), "åse");
    EXPECT_EQ(fold("Åse"), fold("A\u030Ase"));
    EXPECT_EQ(fold("Åse"), fold("\u212Bse"));
    EXPECT_NE(fold("Åse"), fold("Ase"));
    EXPECT_NE(fold("Bjørn"), fold("Bjorn"));
    EXPECT_NE(fold("Kjær"), fold("Kjaer"));
}

TEST(Fold, sami_letters_without_a_mark_stay)
{
    EXPECT_EQ(fold("Đuoŋas Ŧ"), "đuoŋas ŧ");
}

TEST(Fold, white_space_is_one_space_and_none_at_the_ends)
{
    EXPECT_EQ(fold("  Ola \t\n Nordmann "), "ola nordmann");
    EXPECT_EQ(fold("Åse\u00A0\u2003 Nordmann\u3000"), "åse nordmann");
    EXPECT_EQ(fold(" \t "), "");
    EXPECT_EQ(fold(""), "");
}

TEST(Fold, compatibility_forms_are_their_letters)
{
    EXPECT_EQ(fold("ＡＢＣ ﬁn"), "abc fin");
}

TEST(Fold, folding_twice_changes_nothing)
{
    for (const char* text : {"Ångström ﬃ", "a\u0323\u030A", "ϓ Ϊ\u0301", "\u0345\u0399", "ﷺ", "ẞ", "한글", "ǰ",
             "\u1E9B\u0323", "x\u20DDy", "\u00A0\u0301"})
        EXPECT_EQ(fold(fold(text)), fold(text)) << text;
}

TEST(Fold, every_code_point_folds_to_the_same_when_folded_again)
{
    for (char32_t c = 0x80; c < 0x30000; ++c) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        std::string text;
        if (c < 0x800) {
            text = {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f))};
        } else if (c < 0x10000) {
            text = {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)),
                static_cast<char>(0x80 | (c & 0x3f))};
        } else {
            text = {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3f)),
                static_cast<char>(0x80 | (c >> 6 & 0x3f)), static_cast<char>(0x80 | (c & 0x3f))};
        }
        ASSERT_EQ(fold(fold(text)), fold(text)) << std::hex << static_cast<unsigned>(c);
    }
}

}  // namespace

}  // namespace helselos::fhir::search
