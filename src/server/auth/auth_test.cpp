#include "server/auth/identify.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

class Auth : public testing::Test {
protected:
    SetClock clock{*instant_from_text("2026-11-22T08:00:00Z")};
    SeededRandom random{7};
    Sessions sessions{clock, random};
    SignedIn nurse{{access::CallerKind::personnel, "Practitioner/5", "Organization/9", {}, "TREAT"}, "Kari"};

    static http::Request request(http::Method method, std::span<const http::Header> headers)
    {
        http::Request made;
        made.method = method;
        made.headers = headers;
        return made;
    }
};

TEST_F(Auth, a_bearer_token_gives_its_owner)
{
    const auto header = "Bearer " + *sessions.open(nurse);
    const http::Header headers[] = {{"Authorization", header}};
    const auto who = identify(request(http::Method::post, headers), sessions, Mode::sessions);
    ASSERT_TRUE(who.ok());
    EXPECT_EQ(who->caller.subject, "Practitioner/5");
}

TEST_F(Auth, without_a_token_the_caller_is_nobody)
{
    const auto who = identify(request(http::Method::get, {}), sessions, Mode::sessions);
    ASSERT_TRUE(who.ok());
    EXPECT_EQ(who->caller.kind, access::CallerKind::nobody);
}

TEST_F(Auth, an_unknown_an_ended_and_an_old_token_are_refused)
{
    const auto ended = *sessions.open(nurse);
    sessions.end(ended);
    const auto old = *sessions.open(nurse);
    clock.advance(limits::session_life_max);
    for (const auto& token : {std::string("x"), ended, old}) {
        const auto header = "Bearer " + token;
        const http::Header headers[] = {{"authorization", header}};
        const auto who = identify(request(http::Method::get, headers), sessions, Mode::sessions);
        ASSERT_FALSE(who.ok());
        EXPECT_EQ(who.error().kind, Kind::unauthenticated);
    }
}

TEST_F(Auth, two_authorization_headers_and_other_schemes_are_refused)
{
    const auto header = "Bearer " + *sessions.open(nurse);
    const http::Header twice[] = {{"Authorization", header}, {"authorization", header}};
    EXPECT_FALSE(identify(request(http::Method::get, twice), sessions, Mode::sessions).ok());
    const http::Header basic[] = {{"Authorization", "Basic a2FyaTprYXJp"}};
    EXPECT_FALSE(identify(request(http::Method::get, basic), sessions, Mode::sessions).ok());
}

TEST_F(Auth, a_change_by_cookie_needs_the_header_a_foreign_page_cannot_send)
{
    const auto cookie = "other=1; helselos_session=" + *sessions.open(nurse);
    const http::Header bare[] = {{"Cookie", cookie}};
    EXPECT_TRUE(identify(request(http::Method::get, bare), sessions, Mode::sessions).ok());
    EXPECT_EQ(identify(request(http::Method::post, bare), sessions, Mode::sessions).error().kind, Kind::forbidden);
    const http::Header marked[] = {{"Cookie", cookie}, {"X-Requested-With", "helselos"}};
    EXPECT_TRUE(identify(request(http::Method::post, marked), sessions, Mode::sessions).ok());
}

}  // namespace

}  // namespace helselos::auth
