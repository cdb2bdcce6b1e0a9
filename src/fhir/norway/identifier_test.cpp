#include "fhir/norway/identifier.h"

#include "fhir/norway/numbers_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::norway {

namespace {

using namespace tests;

constexpr const char* fnr = "urn:oid:2.16.578.1.12.4.1.4.1";
constexpr const char* dnr = "urn:oid:2.16.578.1.12.4.1.4.2";
constexpr const char* fhn = "urn:oid:2.16.578.1.12.4.1.4.3";

std::optional<Wrong> check(Environment environment, std::string_view system, std::string_view value)
{
    const auto now = *instant_from_text("2026-11-22T12:00:00Z");
    return check_identifier(system, value, {environment, Pid2032Setting::by_clock}, now);
}

TEST(CheckIdentifier, production_refuses_what_is_made_up)
{
    for (const int made_up : {tenor, nhn}) {
        EXPECT_EQ(check(Environment::production, fnr, some_number({12, made_up + 6})), Wrong::synthetic_in_production);
        EXPECT_EQ(
            check(Environment::production, dnr, some_number({d + 12, made_up + 6})), Wrong::synthetic_in_production);
        EXPECT_EQ(check(Environment::test, fnr, some_number({12, made_up + 6})), std::nullopt);
        EXPECT_EQ(check(Environment::test, dnr, some_number({d + 12, made_up + 6})), std::nullopt);
    }
}

TEST(CheckIdentifier, a_test_refuses_what_may_be_real)
{
    EXPECT_EQ(check(Environment::test, fnr, some_number({12, 6})), Wrong::real_in_test);
    EXPECT_EQ(check(Environment::test, dnr, some_number({d + 12, 6})), Wrong::real_in_test);
    EXPECT_EQ(check(Environment::production, fnr, some_number({12, 6})), std::nullopt);
    EXPECT_EQ(check(Environment::production, dnr, some_number({d + 12, 6})), std::nullopt);
}

TEST(CheckIdentifier, a_felles_hjelpenummer_is_taken_in_both)
{
    for (const auto environment : {Environment::production, Environment::test})
        EXPECT_EQ(check(environment, fhn, *with_control_digits("912345678")), std::nullopt);
}

TEST(CheckIdentifier, a_number_of_another_kind_is_not_of_the_system)
{
    for (const auto environment : {Environment::production, Environment::test}) {
        EXPECT_EQ(check(environment, fnr, some_number({d + 12, tenor + 6})), Wrong::malformed);
        EXPECT_EQ(check(environment, dnr, some_number({12, tenor + 6})), Wrong::malformed);
        EXPECT_EQ(check(environment, fhn, some_number({12, tenor + 6})), Wrong::malformed);
        EXPECT_EQ(check(environment, fnr, some_number({12, h + 6})), Wrong::malformed);
    }
}

TEST(CheckIdentifier, a_date_that_never_was_is_not_of_the_system)
{
    EXPECT_EQ(check(Environment::test, fnr, some_number({30, tenor + 2})), Wrong::malformed);
}

TEST(CheckIdentifier, each_system_has_its_form)
{
    const auto of = [](const char* last, const char* value) {
        return check(Environment::production, std::string("urn:oid:2.16.578.1.12.4.1.") + last, value);
    };
    EXPECT_EQ(of("4.4", "9144900"), std::nullopt);
    EXPECT_EQ(of("4.4", "HPR9144900"), Wrong::malformed);
    EXPECT_EQ(of("4.5", "2024"), Wrong::malformed);
    EXPECT_EQ(of("4.101", "974760673"), std::nullopt);
    EXPECT_EQ(of("4.101", "974760674"), Wrong::malformed);
    EXPECT_EQ(of("4.102", "4208723"), std::nullopt);
    EXPECT_EQ(of("4.102", "x"), Wrong::malformed);
    EXPECT_EQ(of("2", "8094866"), std::nullopt);
    EXPECT_EQ(of("2", "x"), Wrong::malformed);
}

TEST(CheckIdentifier, urn_and_oid_have_no_case_and_may_be_missing)
{
    for (const char* system : {"URN:OID:2.16.578.1.12.4.1.4.1", "2.16.578.1.12.4.1.4.1"})
        EXPECT_EQ(check(Environment::test, system, "1"), Wrong::malformed) << system;
}

TEST(CheckIdentifier, a_system_nobody_here_knows_is_not_judged)
{
    for (const char* system : {"", "http://example.org", "urn:oid:2.16.578.1.12.4.1.4.10", "urn:oid:2.16.578.1.12.4.1"})
        EXPECT_EQ(check(Environment::production, system, "x"), std::nullopt) << system;
}

TEST(CheckIdentifier, the_numbers_of_2032_are_taken_from_that_year)
{
    const auto number = some_number({12, tenor + 6, 80, 100, 2});
    const auto at = [&](const char* text) {
        return check_identifier(fnr, number, {Environment::test, Pid2032Setting::by_clock}, *instant_from_text(text));
    };
    EXPECT_EQ(at("2026-11-22T12:00:00Z"), Wrong::malformed);
    EXPECT_EQ(at("2032-01-01T12:00:00Z"), std::nullopt);
}

TEST(Environment, there_are_two_names)
{
    for (const auto environment : {Environment::production, Environment::test})
        EXPECT_EQ(environment_named(name_of(environment)), environment);
    EXPECT_FALSE(environment_named("Production"));
}

}  // namespace

}  // namespace helselos::fhir::norway
