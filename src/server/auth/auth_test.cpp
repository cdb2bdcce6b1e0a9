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
    Doors doors{sessions, Mode::demo};
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
    const auto who = identify(request(http::Method::post, headers), doors);
    ASSERT_TRUE(who.ok());
    EXPECT_EQ(who->caller.subject, "Practitioner/5");
}

TEST_F(Auth, without_a_token_the_caller_is_nobody)
{
    const auto who = identify(request(http::Method::get, {}), doors);
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
        const auto who = identify(request(http::Method::get, headers), doors);
        ASSERT_FALSE(who.ok());
        EXPECT_EQ(who.error().kind, Kind::unauthenticated);
    }
}

TEST_F(Auth, two_authorization_headers_and_other_schemes_are_refused)
{
    const auto header = "Bearer " + *sessions.open(nurse);
    const http::Header twice[] = {{"Authorization", header}, {"authorization", header}};
    EXPECT_FALSE(identify(request(http::Method::get, twice), doors).ok());
    const http::Header basic[] = {{"Authorization", "Basic a2FyaTprYXJp"}};
    EXPECT_FALSE(identify(request(http::Method::get, basic), doors).ok());
}

TEST_F(Auth, a_change_by_cookie_needs_the_header_a_foreign_page_cannot_send)
{
    const auto cookie = "other=1; helselos_session=" + *sessions.open(nurse);
    const http::Header bare[] = {{"Cookie", cookie}};
    EXPECT_TRUE(identify(request(http::Method::get, bare), doors).ok());
    EXPECT_EQ(identify(request(http::Method::post, bare), doors).error().kind, Kind::forbidden);
    const http::Header marked[] = {{"Cookie", cookie}, {"X-Requested-With", "helselos"}};
    EXPECT_TRUE(identify(request(http::Method::post, marked), doors).ok());
}

TEST_F(Auth, a_session_nobody_uses_is_over_and_one_in_use_goes_on_to_its_end)
{
    const auto unused = *sessions.open(nurse);
    const auto used = *sessions.open(nurse);
    const auto step = limits::session_idle_max - std::chrono::milliseconds(1);
    clock.advance(step);
    EXPECT_TRUE(sessions.find(used));
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_FALSE(sessions.find(unused));
    for (auto spent = step; spent + step < limits::session_life_max; spent += step) {
        EXPECT_TRUE(sessions.find(used));
        clock.advance(step);
    }
    clock.advance(step);
    EXPECT_FALSE(sessions.find(used));
}

TEST_F(Auth, signing_out_at_the_issuer_ends_the_sessions_it_began)
{
    auto one = nurse;
    one.at_issuer = {"https://issuer.example", "kari", "s1", ""};
    auto two = nurse;
    two.at_issuer = {"https://issuer.example", "kari", "s2", ""};
    auto other = nurse;
    other.at_issuer = {"https://other.example", "kari", "s1", ""};
    const auto first = *sessions.open(one);
    const auto second = *sessions.open(two);
    const auto elsewhere = *sessions.open(other);
    sessions.end_all({"https://issuer.example", "kari", "s1", ""});
    EXPECT_FALSE(sessions.find(first));
    EXPECT_TRUE(sessions.find(second));
    sessions.end_all({"https://issuer.example", "kari", "", ""});
    EXPECT_FALSE(sessions.find(second));
    EXPECT_TRUE(sessions.find(elsewhere));
}

TEST_F(Auth, outside_the_demonstration_only_the_guarded_cookie_counts)
{
    doors.mode = Mode::sessions;
    const auto token = *sessions.open(nurse);
    const auto plain = "helselos_session=" + token;
    const auto guarded = "__Host-helselos=" + token;
    const auto bearer = "Bearer " + token;
    const http::Header with_plain[] = {{"Cookie", plain}};
    EXPECT_EQ(identify(request(http::Method::get, with_plain), doors)->caller.kind, access::CallerKind::nobody);
    const http::Header with_guarded[] = {{"Cookie", guarded}};
    EXPECT_EQ(identify(request(http::Method::get, with_guarded), doors)->caller.subject, "Practitioner/5");
    const http::Header with_bearer[] = {{"Authorization", bearer}};
    EXPECT_FALSE(identify(request(http::Method::get, with_bearer), doors).ok());
}

TEST_F(Auth, a_change_from_another_site_is_refused)
{
    doors.root = "https://helselos.example";
    const auto cookie = "__Host-helselos=" + *sessions.open(nurse);
    const auto is_taken = [&](std::string_view name, std::string_view value) {
        const http::Header headers[]
            = {{"Cookie", cookie}, {"X-Requested-With", "helselos"}, {"Host", "inner:8080"}, {name, value}};
        return identify(request(http::Method::post, headers), doors).ok();
    };
    EXPECT_TRUE(is_taken("Origin", "https://helselos.example"));
    EXPECT_TRUE(is_taken("Origin", "http://inner:8080"));
    EXPECT_FALSE(is_taken("Origin", "https://evil.example"));
    EXPECT_FALSE(is_taken("Origin", "null"));
    EXPECT_FALSE(is_taken("Sec-Fetch-Site", "cross-site"));
    EXPECT_FALSE(is_taken("Sec-Fetch-Site", "same-site"));
    EXPECT_TRUE(is_taken("Sec-Fetch-Site", "same-origin"));
}

TEST_F(Auth, a_token_in_the_address_is_refused)
{
    auto asked = request(http::Method::get, {});
    asked.query = "name=x&access_token=abc";
    EXPECT_EQ(identify(asked, doors).error().kind, Kind::unauthenticated);
}

}  // namespace

}  // namespace helselos::auth
