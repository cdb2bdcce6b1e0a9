#include "fhir/norway/number_in_text.h"

#include "fhir/norway/numbers_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::norway {

namespace {

using namespace tests;

TEST(NumberInText, a_number_by_itself_is_seen_whatever_stands_around_it)
{
    const auto number = some_number({12, tenor + 6, 74, 100});
    for (const auto& text : {number, "|" + number, "x," + number, "Patient/" + number, "(eq \"" + number + "\")"})
        EXPECT_TRUE(holds_number(text));
}

TEST(NumberInText, every_kind_is_seen)
{
    for (const auto& number : {some_number({12, tenor + 6, 74, 100, 3}), some_number({d + 12, tenor + 6}),
             some_number({12, h + 6}), *with_control_digits("912345678"), some_number({30, tenor + 2})})
        EXPECT_TRUE(holds_number(number));
}

TEST(NumberInText, digits_that_are_part_of_a_word_are_none)
{
    const auto number = some_number({12, tenor + 6, 74, 100});
    for (const auto& text : {number + "0", "1" + number, "a" + number, number + "f", number.substr(1)})
        EXPECT_FALSE(holds_number(text));
}

TEST(NumberInText, eleven_digits_that_do_not_fit_are_none)
{
    auto number = some_number({12, tenor + 6, 74, 100});
    number[10] = number[10] == '9' ? '0' : static_cast<char>(number[10] + 1);
    EXPECT_FALSE(holds_number(number));
}

TEST(NumberInText, stars_stand_in_its_place)
{
    const auto number = some_number({12, tenor + 6, 74, 100});
    EXPECT_EQ(without_numbers(number + " and " + number), "*********** and ***********");
    EXPECT_EQ(without_numbers("nothing"), "nothing");
    EXPECT_EQ(without_numbers(""), "");
}

TEST(NamesPersonBySystem, a_system_of_persons_with_anything_behind_it)
{
    for (const char* system : {"1", "2", "3"}) {
        const auto oid = std::string("urn:oid:2.16.578.1.12.4.1.4.") + system;
        EXPECT_TRUE(names_person_by_system(oid + "|1"));
        EXPECT_TRUE(names_person_by_system("a|b," + oid + "|x"));
        EXPECT_TRUE(names_person_by_system("identifier eq " + oid + "|x and active eq true"));
        EXPECT_FALSE(names_person_by_system(oid)) << "the system by itself is nobody";
        EXPECT_FALSE(names_person_by_system(oid + "|")) << "anyone who has a number";
        EXPECT_FALSE(names_person_by_system(oid + "|,a|b"));
    }
    EXPECT_FALSE(names_person_by_system("urn:oid:2.16.578.1.12.4.1.4.101|974760673"));
    EXPECT_FALSE(names_person_by_system("urn:oid:2.16.578.1.12.4.1.4.4|9144900"));
}

TEST(NamesPersonBySystem, a_number_named_by_its_type)
{
    EXPECT_TRUE(names_person_by_system("urn:oid:2.16.578.1.12.4.1.1.8327|HNR|5001"));
    EXPECT_FALSE(names_person_by_system("urn:oid:2.16.578.1.12.4.1.1.8327|HNR"));
    EXPECT_FALSE(names_person_by_system("urn:oid:2.16.578.1.12.4.1.1.8327|HNR|"));
}

}  // namespace

}  // namespace helselos::fhir::norway
