#include "server/auth/token/scope.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

std::string rights(const access::SmartScope& scope)
{
    return std::string(scope.create ? "c" : "") + (scope.read ? "r" : "") + (scope.update ? "u" : "")
        + (scope.remove ? "d" : "") + (scope.search ? "s" : "");
}

TEST(Scope, version_2_is_read_with_its_restriction)
{
    const auto scope = parse_scope("patient/Observation.rs?category=laboratory&status=final");
    ASSERT_TRUE(scope);
    EXPECT_EQ(scope->context, access::SmartScope::Context::patient);
    EXPECT_EQ(scope->type, "Observation");
    EXPECT_EQ(rights(*scope), "rs");
    EXPECT_EQ(scope->restriction, "category=laboratory&status=final");
}

TEST(Scope, version_1_is_read_as_what_it_meant)
{
    EXPECT_EQ(rights(*parse_scope("user/*.read")), "rs");
    EXPECT_EQ(rights(*parse_scope("user/*.write")), "cud");
    EXPECT_EQ(rights(*parse_scope("system/Patient.*")), "cruds");
}

TEST(Scope, a_malformed_one_gives_nothing)
{
    for (const char* wrong : {"", "patient", "patient/", "patient/Observation", "patient/Observation.",
             "patient/Observation.sr", "patient/Observation.rr", "patient/Observation.x", "patient/Observation.RS",
             "patient/observation.r", "patient/Obs ervation.r", "doctor/Patient.r", "Patient/Patient.r", "patient/**.r",
             "patient/Observation.rs?", "patient/Observation.readonly", "openid", "launch/patient", "offline_access",
             "user/Patient.r.s", "patient/../Patient.r", "patient/Observation.r s"})
        EXPECT_FALSE(parse_scope(wrong)) << wrong;
}

TEST(Scope, unknown_scopes_are_left_out_of_a_list)
{
    const std::vector<std::string> given{"openid", "patient/Patient.r", "patient/Patient.zz"};
    EXPECT_EQ(parse_scopes(given).size(), 1U);
}

}  // namespace

}  // namespace helselos::auth
