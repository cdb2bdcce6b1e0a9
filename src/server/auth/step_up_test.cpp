#include "server/auth/step_up.h"

#include "base/limits/step_up.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

const Instant now = *instant_from_text("2026-11-22T08:00:00Z");

Identified resident(std::optional<Instant> signed_in)
{
    Identified who;
    who.caller = {access::CallerKind::resident, "Patient/1", "", {}, "PATRQT"};
    who.signed_in = signed_in;
    return who;
}

bool is_refused(const Identified& who, http::Method method, std::string_view path, const char* body = "")
{
    http::Request request;
    request.method = method;
    request.body = body;
    const auto allowed = refuse_stale(who, request, path, now);
    return !allowed && allowed.error().kind == Kind::unauthenticated;
}

const auto fresh = now - limits::fresh_sign_in_max;
const auto stale = fresh - std::chrono::milliseconds(1);
using http::Method;

}  // namespace

TEST(StepUp, a_resident_lets_others_in_and_reads_the_log_only_soon_after_signing_in)
{
    for (const auto* path : {"/Consent/$give-fullmakt", "/Consent/7/$change-fullmakt", "/Consent/$open-to-youth",
             "/AuditEvent/_search", "/AuditEvent/1/$ask"}) {
        EXPECT_TRUE(is_refused(resident(stale), Method::post, path)) << path;
        EXPECT_FALSE(is_refused(resident(fresh), Method::post, path)) << path;
    }
    for (const auto* path : {"/AuditEvent", "/AuditEvent/1", "//AuditEvent/", "/Audit%45vent", "/Patient/1/AuditEvent"})
        EXPECT_TRUE(is_refused(resident(stale), Method::get, path)) << path;
}

TEST(StepUp, one_of_these_in_a_bundle_is_refused_with_the_others)
{
    for (const auto* url : {"AuditEvent?patient=Patient/1", "/AuditEvent", "Audit%45vent/1", "\\u0041uditEvent",
             "https://helselos.example/fhir/AuditEvent", "Consent/$give-fullmakt"}) {
        const auto bundle = std::string(R"({"resourceType":"Bundle","entry":[{"request":{"url":"Patient/1"}},)")
            + R"({"request":{"method":"GET","url":")" + url + "\"}}]}";
        for (const auto* path : {"", "/"}) {
            EXPECT_TRUE(is_refused(resident(stale), Method::post, path, bundle.c_str())) << bundle;
            EXPECT_FALSE(is_refused(resident(fresh), Method::post, path, bundle.c_str())) << bundle;
        }
    }
    const auto* harmless = R"({"resourceType":"Bundle","entry":[{"request":{"url":"Observation?code=AuditEvent"}}]})";
    EXPECT_FALSE(is_refused(resident(stale), Method::post, "/", harmless));
    EXPECT_FALSE(is_refused(resident(stale), Method::get, "/"));
}

TEST(StepUp, a_sign_in_nobody_knows_the_time_of_is_too_old)
{
    EXPECT_TRUE(is_refused(resident(std::nullopt), Method::get, "/AuditEvent"));
}

TEST(StepUp, other_acts_and_other_callers_need_no_fresh_sign_in)
{
    for (const auto* path : {"/Patient/1", "/Consent", "/Consent/7/$end", "/Observation/AuditEvents"})
        EXPECT_FALSE(is_refused(resident(stale), Method::post, path)) << path;
    auto nurse = resident(stale);
    nurse.caller.kind = access::CallerKind::personnel;
    EXPECT_FALSE(is_refused(nurse, Method::get, "/AuditEvent"));
}

TEST(StepUp, the_challenge_says_what_is_missing)
{
    EXPECT_EQ(step_up_challenge(fresher_wanted, {"high"}),
        "error=\"insufficient_user_authentication\", error_description=\"the person signed in too long ago to do "
        "this\", max_age=\"3600\"");
    EXPECT_EQ(step_up_challenge(higher_level_wanted, {"high", "Level4"}),
        "error=\"insufficient_user_authentication\", error_description=\"the person did not sign in at the highest "
        "level\", acr_values=\"high Level4\"");
    EXPECT_EQ(step_up_challenge("the token has expired", {"high"}), "");
}

}  // namespace helselos::auth
