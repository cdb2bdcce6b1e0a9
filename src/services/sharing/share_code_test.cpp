#include "services/sharing/share_code.h"

#include "base/limits.h"
#include "base/text.h"
#include "services/sharing/wrong_codes.h"

#include <gtest/gtest.h>

#include <set>

namespace helselos::sharing {

namespace {

TEST(ShareCode, what_was_made_is_read_as_people_type_it)
{
    SeededRandom random(3);
    const auto code = make_share_code(random);
    EXPECT_EQ(code.size(), limits::share_code_letters);
    EXPECT_EQ(read_share_code(to_shown(code)), code);
    std::string small = " " + to_shown(code) + " ";
    for (auto& c : small)
        c = to_lower(c);
    EXPECT_EQ(read_share_code(small), code);
}

TEST(ShareCode, no_sign_is_taken_for_another)
{
    SeededRandom random(4);
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(make_share_code(random).find_first_of("0O1IL"), std::string::npos);
}

TEST(ShareCode, codes_do_not_repeat)
{
    SeededRandom random(5);
    std::set<std::string> seen;
    for (int i = 0; i < 10'000; ++i)
        EXPECT_TRUE(seen.insert(make_share_code(random)).second);
}

TEST(ShareCode, what_cannot_be_a_code_is_not_looked_up)
{
    for (const char* typed : {"", "ABCD", "ABCD-234", "ABCD-23456", "ABCD-2340", "ABCD-23Ø5", "ABCD/2345"})
        EXPECT_FALSE(read_share_code(typed).has_value()) << typed;
}

TEST(Tries, the_limit_holds_for_an_hour_and_for_each_caller)
{
    Tries tries(2);
    const auto start = *instant_from_text("2026-11-22T08:00:00Z");
    EXPECT_TRUE(tries.allow("kari", start));
    EXPECT_TRUE(tries.allow("kari", start + std::chrono::minutes(1)));
    EXPECT_FALSE(tries.allow("kari", start + std::chrono::minutes(59)));
    EXPECT_TRUE(tries.allow("nils", start + std::chrono::minutes(59)));
    EXPECT_TRUE(tries.allow("kari", start + std::chrono::minutes(61)));
}

TEST(ShareCode, is_kept_by_a_digest_that_nobody_makes_without_the_key)
{
    EXPECT_EQ(kept_digest("ABCD2345", "one"), kept_digest("ABCD2345", "one"));
    EXPECT_NE(kept_digest("ABCD2345", "one"), kept_digest("ABCD2345", "other"));
    EXPECT_NE(kept_digest("ABCD2345", "one"), kept_digest("ABCD2346", "one"));
    EXPECT_EQ(plain_digest("ABCD2345").size(), 64U);
    EXPECT_EQ(kept_digest("ABCD2345", "one").find(plain_digest("ABCD2345")), std::string::npos);
}

TEST(WrongCodes, lock_the_person_the_organisation_and_the_house_each_at_its_number)
{
    const auto start = *instant_from_text("2026-11-22T08:00:00Z");
    WrongCodes codes;
    for (std::size_t i = 0; i < limits::share_wrong_codes_of_person_max; ++i) {
        EXPECT_FALSE(codes.is_locked("kari", "clinic", start));
        codes.count("kari", "clinic", start);
    }
    EXPECT_TRUE(codes.is_locked("kari", "clinic", start));
    EXPECT_FALSE(codes.is_locked("nils", "clinic", start));
    for (std::size_t i = limits::share_wrong_codes_of_person_max; i < limits::share_wrong_codes_of_organization_max;
         ++i)
        codes.count(std::to_string(i), "clinic", start);
    EXPECT_TRUE(codes.is_locked("nils", "clinic", start));
    EXPECT_FALSE(codes.is_locked("nils", "other", start));
    for (std::size_t i = limits::share_wrong_codes_of_organization_max; i < limits::share_wrong_codes_of_house_max; ++i)
        codes.count(std::to_string(i), std::to_string(i), start);
    EXPECT_TRUE(codes.is_locked("jonas", "third", start));
    EXPECT_FALSE(codes.is_locked("kari", "clinic", start + std::chrono::minutes(61)));
}

}  // namespace

}  // namespace helselos::sharing
