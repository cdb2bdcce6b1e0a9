// What subscribers and readers of the feed are told: what they may see at that moment, and not a word more.
#include "access/small_world.h"
#include "app/notify/notify.h"
#include "app/notify/round.h"
#include "interaction/put_for_service.h"

namespace helselos::tests {

namespace {

constexpr std::string_view body = R"({"resourceType":"Subscription","status":"requested","reason":"x",
    "criteria":"https://helselos.no/fhir/SubscriptionTopic/record-changed",
    "channel":{"type":"rest-hook","endpoint":"https://receiver.example/","header":["Authorization: Bearer secret"],
    "_payload":{"extension":[{"url":
    "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content","valueCode":"id-only"}]}}})";

class Told : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        const auto topics = std::filesystem::path(HL_SOURCE_DIR) / "content" / "topics";
        auto notify = app::Notify::open(house().records(), house().store(), house().hall(), topics);
        ASSERT_TRUE(notify.ok()) << notify.error().reason;
        m_notify = *std::move(notify);
        m_notify->add_operations(house().operations());
        auto read = subscription::load_topics(topics);
        ASSERT_TRUE(read.ok());
        m_desk.reset(new app::NotifyDesk{house().records(), house().store(), house().hall(), *std::move(read),
            app::Reach::internet_and_loopback, std::make_unique<app::Sockets>(house().hall().clock)});
        keep_journal();
    }

    void TearDown() override
    {
        m_desk.reset();
        m_notify.reset();
        SmallWorld::TearDown();
    }

    // As the dispatcher does.
    void keep_journal()
    {
        for (;;) {
            const auto events = house().records().waiting_events(100);
            ASSERT_TRUE(events.ok());
            if (events->empty())
                return;
            auto session = house().operator_session();
            ASSERT_TRUE(session
                            .write([&](access::Writing& writing) -> Result<void> {
                                for (const auto& event : *events)
                                    TRY(writing.mark_handled(event.sequence));
                                return app::keep_in_journal(writing, *events);
                            })
                            .ok());
        }
    }

    std::string feed(const std::string& caller) { return as(caller, "/$events-feed?after=0&_count=1000").text; }

    // Made by the caller, and active as if hands had been shaken.
    std::string subscribe(const std::string& caller)
    {
        const auto made = ask(http::Method::post, "/Subscription", caller_of_the_matrix(caller), std::string(body));
        EXPECT_EQ(made.status, 201) << made.text;
        EXPECT_EQ(made.text.find("secret"), std::string::npos);
        const std::string id(made.root()["id"].text());
        auto session = house().operator_session();
        EXPECT_TRUE(
            session
                .write([&](access::Writing& writing) -> Result<void> {
                    json::Document active;
                    active.set_root(active.copy(made.root()));
                    active.set(active.root(), "status", "active");
                    TRY(interaction::put_changed(writing, house().hall(), {"Subscription", id}, std::move(active)));
                    // Nobody is connected to in this test: what is numbered waits.
                    auto progress = TRY(app::progress_of(TRY(app::kept(writing, id, "progress"))));
                    progress.next_try = 9'000'000'000'000;
                    return app::keep(writing, id, "progress", app::text_of(progress));
                })
                .ok());
        return id;
    }

    std::string events_of(const std::string& id, const std::string& caller)
    {
        const auto round = app::make_round(*m_desk, id, 0);
        EXPECT_TRUE(round.ok()) << round.error().reason;
        return as(caller, "/Subscription/" + id + "/$events").text;
    }

private:
    std::unique_ptr<app::Notify> m_notify;
    std::unique_ptr<app::NotifyDesk> m_desk;
};

constexpr const char* share = R"({"resourceType":"Consent","id":"told-share","status":"STATUS",
    "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
    "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"INFA"}]}],
    "patient":{"reference":"Patient/voksen"},
    "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},
    "provision":{"type":"permit","actor":[{"role":{"coding":[
    {"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
    "reference":{"reference":"Organization/legevakt-solvik"}}],
    "data":[{"meaning":"instance","reference":{"reference":"Observation/told-shared"}}]}})";

std::string share_of(std::string_view status)
{
    std::string text(share);
    return text.replace(text.find("STATUS"), 6, status);
}

}  // namespace

TEST_F(Told, the_feed_tells_a_system_of_what_was_shared_with_it_only)
{
    ASSERT_EQ(observe("told-shared", "voksen"), 201);
    ASSERT_EQ(observe("told-kept", "voksen"), 201);
    ASSERT_EQ(put(share_of("active")), 201);
    keep_journal();
    EXPECT_NE(feed("maskin").find("Observation/told-shared"), std::string::npos);
    EXPECT_EQ(feed("maskin").find("told-kept"), std::string::npos);
    ASSERT_EQ(put(share_of("inactive")), 200);
    keep_journal();
    EXPECT_EQ(feed("maskin").find("told-shared"), std::string::npos);
}

TEST_F(Told, a_number_whose_record_was_withdrawn_is_told_without_it)
{
    const auto id = subscribe("sjukepleiar");
    ASSERT_EQ(observe("told-kept", "voksen"), 201);
    ASSERT_EQ(put(share_of("active")), 201);
    ASSERT_EQ(observe("told-shared", "voksen"), 201);
    keep_journal();
    const auto before = events_of(id, "sjukepleiar");
    EXPECT_NE(before.find("Observation/told-shared"), std::string::npos) << before;
    EXPECT_EQ(before.find("told-kept"), std::string::npos);

    ASSERT_EQ(put(share_of("inactive")), 200);
    const auto after = events_of(id, "sjukepleiar");
    EXPECT_EQ(after.find("told-shared"), std::string::npos);
    EXPECT_NE(after.find("notification-event"), std::string::npos) << "the number stays";
    ASSERT_EQ(observe("told-shared", "voksen"), 200);
    keep_journal();
    EXPECT_EQ(events_of(id, "sjukepleiar").find("told-shared"), std::string::npos);
}

TEST_F(Told, a_subscription_is_its_subscribers_own)
{
    const auto id = subscribe("sjukepleiar");
    for (const auto* other : {"akutt", "annan", "operator"})
        for (const auto* operation : {"", "/$status", "/$events"})
            EXPECT_EQ(as(other, "/Subscription/" + id + operation).status, 404) << other << operation;
    EXPECT_EQ(as("maskin", "/Subscription/" + id).status, 403) << "its scopes name no Subscription";
}

TEST_F(Told, residents_neither_subscribe_nor_read_the_feed)
{
    const auto mother = access::Caller{access::CallerKind::resident, "Patient/voksen", "", {}, "PATRQT"};
    EXPECT_EQ(ask(http::Method::post, "/Subscription", mother, std::string(body)).status, 403);
    EXPECT_EQ(ask(http::Method::get, "/$events-feed", mother).status, 403);
}

}  // namespace helselos::tests
