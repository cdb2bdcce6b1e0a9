#include "server/auth/launch/app_list.h"
#include "server/auth/launch/waiting_launches.h"

#include "base/limits/launch.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

class LaunchOfApps : public testing::Test {
protected:
    SetClock clock{*instant_from_text("2026-11-22T08:00:00Z")};
    SeededRandom random{7};
    WaitingLaunches waiting{clock, random};

    static Launch of(const std::string& person)
    {
        Launch launch;
        launch.client = "growth";
        launch.opened_by = person;
        launch.patient = "Patient/4";
        return launch;
    }
};

std::string app(std::string_view address, std::string_view more = "")
{
    return fmt::format(
        R"({{"apps": [{{"client": "growth", "name": "Vekst", "launch": "{}", "for": ["personnel"]{}}}]}})", address,
        more);
}

}  // namespace

TEST_F(LaunchOfApps, a_handle_is_good_once)
{
    const auto handle = *waiting.put(of("Practitioner/2"));
    EXPECT_EQ(handle.size(), 64U);
    const auto launch = waiting.take(handle);
    ASSERT_TRUE(launch);
    EXPECT_EQ(launch->patient, "Patient/4");
    EXPECT_FALSE(waiting.take(handle));
    EXPECT_FALSE(waiting.take(""));
}

TEST_F(LaunchOfApps, a_handle_is_over_after_its_minutes)
{
    const auto in_time = *waiting.put(of("Practitioner/2"));
    const auto late = *waiting.put(of("Practitioner/2"));
    clock.advance(limits::launch_life_max - std::chrono::milliseconds(1));
    EXPECT_TRUE(waiting.take(in_time));
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_FALSE(waiting.take(late));
}

TEST_F(LaunchOfApps, of_one_person_the_oldest_gives_way_and_nobody_elses)
{
    const auto other = *waiting.put(of("Practitioner/3"));
    const auto oldest = *waiting.put(of("Practitioner/2"));
    const auto second = *waiting.put(of("Practitioner/2"));
    for (std::size_t more = 2; more < limits::launches_of_one_max; ++more)
        ASSERT_TRUE(waiting.put(of("Practitioner/2")));
    ASSERT_TRUE(waiting.put(of("Practitioner/2")));
    EXPECT_FALSE(waiting.take(oldest));
    EXPECT_TRUE(waiting.take(second));
    EXPECT_TRUE(waiting.take(other));
}

TEST_F(LaunchOfApps, when_too_many_wait_what_is_over_makes_room)
{
    for (std::size_t person = 0; person < limits::launches_waiting_max; ++person)
        ASSERT_TRUE(waiting.put(of(fmt::format("Patient/{}", person))));
    const auto refused = waiting.put(of("Practitioner/2"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::busy);
    clock.advance(limits::launch_life_max);
    EXPECT_TRUE(waiting.put(of("Practitioner/2")));
}

TEST_F(LaunchOfApps, an_app_is_for_those_who_are_named)
{
    const auto apps = read_apps(app("https://apps.example/launch?x=1"));
    ASSERT_TRUE(apps.ok()) << apps.error().reason;
    const auto& one = apps->front();
    EXPECT_TRUE(one.is_for({access::CallerKind::personnel, "Practitioner/2"}));
    EXPECT_FALSE(one.is_for({access::CallerKind::resident, "Patient/4"}));
    EXPECT_FALSE(one.is_for({access::CallerKind::machine, "x"}));
    EXPECT_TRUE(one.needs_patient_banner);
}

TEST_F(LaunchOfApps, an_address_that_is_not_safe_to_open_is_refused)
{
    for (const auto* address : {"http://apps.example/launch", "javascript:alert(1)", "//apps.example", "https://",
             "https://a@apps.example/", "https://apps.example/#x", "https://apps.example/ x", ""})
        EXPECT_FALSE(read_apps(app(address))) << address;
    EXPECT_TRUE(read_apps(app("http://127.0.0.1:9000/launch.html")));
}

TEST_F(LaunchOfApps, a_list_with_anything_unknown_or_twice_is_refused)
{
    EXPECT_FALSE(read_apps("{}"));
    EXPECT_FALSE(read_apps("["));
    EXPECT_FALSE(read_apps(app("https://a.example", R"(, "secret": "x")")));
    EXPECT_FALSE(read_apps(app("https://a.example", R"(, "needs-patient-banner": "no")")));
    EXPECT_FALSE(read_apps(R"({"apps": [{"client": "a", "name": "A", "launch": "https://a.example", "for": []}]})"));
    EXPECT_FALSE(
        read_apps(R"({"apps": [{"client": "a", "name": "A", "launch": "https://a.example", "for": ["all"]}]})"));
    const std::string one = R"({"client": "a", "name": "A", "launch": "https://a.example", "for": ["residents"]})";
    EXPECT_TRUE(read_apps("{\"apps\": [" + one + "]}"));
    EXPECT_FALSE(read_apps("{\"apps\": [" + one + "," + one + "]}"));
}

}  // namespace helselos::auth
