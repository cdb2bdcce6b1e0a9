// Who runs the house sees how it is run, and nothing of the patients in it; nobody else sees how it is run.
#include "journeys/house_in_a_box.h"

#include "app/operations.h"

namespace helselos::tests {

namespace {

constexpr const char* operations[] = {"/$sealed-days", "/$signing-keys", "/$signed-in"};

class Administrator : public HouseInABox {
protected:
    void SetUp() override
    {
        HouseInABox::SetUp();
        app::administrator::KeyShelf shelf{data()};
        shelf.seal_key = std::string(64, 'a');
        app::add_operations_of_administrator(house().operations(), {shelf, m_sessions});
    }

    static access::Caller administrator()
    {
        return {access::CallerKind::administrator, "Practitioner/drift", "Organization/legevakt-solvik", {}, ""};
    }

    Answer get_as_administrator(const std::string& target) { return ask(http::Method::get, target, administrator()); }

    auth::SignedIn signed_in(access::CallerKind kind, const std::string& name, const std::string& role = {})
    {
        auth::SignedIn who;
        who.caller.kind = kind;
        who.caller.subject = kind == access::CallerKind::resident ? "Patient/maria" : "Practitioner/kari";
        who.caller.role = role;
        who.name = name;
        who.organization_name = kind == access::CallerKind::resident ? "" : "Solvik legevakt";
        return who;
    }

    auth::Sessions& sessions() { return m_sessions; }

private:
    auth::Sessions m_sessions{system_clock(), secure_random()};
};

std::string value_of(json::Value parameter, std::string_view name, std::string_view key)
{
    for (const auto part : parameter["part"].elements())
        if (part["name"].text() == name)
            return std::string(part[key].text());
    return {};
}

}  // namespace

TEST_F(Administrator, nobody_else_asks_how_the_house_is_run)
{
    for (const auto* operation : operations) {
        EXPECT_EQ(get(operation, "").status, 401) << operation;
        EXPECT_EQ(get(operation, "maria").status, 403) << operation;
        EXPECT_EQ(get(operation, "sykepleier-kari").status, 403) << operation;
        for (const auto kind : {access::CallerKind::controller, access::CallerKind::analyst,
                 access::CallerKind::machine, access::CallerKind::service, access::CallerKind::system})
            EXPECT_EQ(ask(http::Method::get, operation, access::Caller{kind, "somebody", "", {}, ""}).status, 403)
                << operation;
        EXPECT_EQ(get_as_administrator(operation).status, 200) << operation;
    }
}

TEST_F(Administrator, an_app_with_less_than_everything_asks_in_vain)
{
    auto caller = administrator();
    caller.scopes = {{access::SmartScope::Context::user, "Organization", false, true, false, false, true}};
    EXPECT_EQ(ask(http::Method::get, "/$signed-in", caller).status, 403);
    caller.scopes = {{access::SmartScope::Context::user, "*", true, true, true, true, true}};
    EXPECT_EQ(ask(http::Method::get, "/$signed-in", caller).status, 200);
}

TEST_F(Administrator, who_is_signed_in_is_told_by_name_of_personnel_only)
{
    ASSERT_TRUE(sessions().open(signed_in(access::CallerKind::resident, "Kanari Hemmelig")));
    ASSERT_TRUE(sessions().open(signed_in(access::CallerKind::personnel, "Kari Sykepleier", "SP")));
    const auto ended = sessions().open(signed_in(access::CallerKind::personnel, "Odd Avlogget"));
    sessions().end(*ended);
    const auto told = get_as_administrator("/$signed-in");
    ASSERT_EQ(told.root()["parameter"].size(), 2U) << told.text;
    EXPECT_EQ(told.text.find("Kanari"), std::string::npos);
    EXPECT_EQ(told.text.find("maria"), std::string::npos);
    EXPECT_EQ(told.text.find("Avlogget"), std::string::npos);
    for (const auto session : told.root()["parameter"].elements()) {
        EXPECT_EQ(session["name"].text(), "session");
        EXPECT_TRUE(instant_from_text(value_of(session, "since", "valueInstant")).ok());
        if (value_of(session, "kind", "valueCode") == "resident") {
            EXPECT_EQ(value_of(session, "name", "valueString"), "");
            continue;
        }
        EXPECT_EQ(value_of(session, "kind", "valueCode"), "personnel");
        EXPECT_EQ(value_of(session, "role", "valueCode"), "SP");
        EXPECT_EQ(value_of(session, "name", "valueString"), "Kari Sykepleier");
        EXPECT_EQ(value_of(session, "organization", "valueString"), "Solvik legevakt");
    }
}

TEST_F(Administrator, the_key_that_will_seal_is_told_before_it_has_sealed)
{
    const auto told = get_as_administrator("/$signing-keys");
    ASSERT_EQ(told.root()["parameter"].size(), 1U) << told.text;
    const auto key = told.root()["parameter"].at(0);
    EXPECT_EQ(value_of(key, "use", "valueCode"), "seal");
    EXPECT_EQ(value_of(key, "kid", "valueString"), std::string(64, 'a'));
    EXPECT_EQ(value_of(key, "algorithm", "valueString"), "Ed25519");
    EXPECT_EQ(value_of(key, "since", "valueInstant"), "");
}

TEST_F(Administrator, a_day_that_is_none_is_refused)
{
    EXPECT_EQ(get_as_administrator("/$sealed-days?before=2026-13-40").status, 400);
    EXPECT_EQ(get_as_administrator("/$sealed-days?before=x").status, 400);
}

TEST_F(Administrator, reads_organisations_and_no_record)
{
    EXPECT_EQ(get_as_administrator("/Organization").status, 200);
    EXPECT_EQ(get_as_administrator("/Organization/legevakt-solvik").status, 200);
    for (const auto* target :
        {"/Patient/maria", "/Patient", "/Observation?subject=Patient/maria", "/AuditEvent", "/Task"})
        EXPECT_EQ(get_as_administrator(target).status, 403) << target;
}

}  // namespace helselos::tests
