// Address codes 6 and 7: nobody is shown where they live, and nobody finds them by it.
#include "access/small_world.h"

#include "app/protect_relatives.h"

namespace helselos::tests {

namespace {

class ProtectedAddresses : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        put(R"({"resourceType":"Consent","id":"c","status":"active","scope":{"coding":[{"code":"patient-privacy",
            "system":"http://terminology.hl7.org/CodeSystem/consentscope"}]},"category":[{"coding":[{"code":"INFA",
            "system":"http://terminology.hl7.org/CodeSystem/v3-ActCode"}]}],"patient":{"reference":"Patient/skjult"},
            "policyRule":{"coding":[{"code":"OPTIN","system":"http://terminology.hl7.org/CodeSystem/v3-ActCode"}]},
            "provision":{"type":"permit","actor":[{"role":{"coding":[{"code":"IRCP",
            "system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType"}]},
            "reference":{"reference":"Organization/legevakt-solvik"}}],
            "data":[{"meaning":"instance","reference":{"reference":"Patient/skjult"}},
            {"meaning":"instance","reference":{"reference":"RelatedPerson/mor"}}]}})");
        put(R"({"resourceType":"RelatedPerson","id":"mor","patient":{"reference":"Patient/skjult"},
            "address":[{"text":"kanari-vegen 1"}]})");
    }
};

TEST_F(ProtectedAddresses, are_masked_in_every_way_for_all_but_the_operator)
{
    for (const char* caller : {"skjult", "sjukepleiar", "kontor", "maskin"}) {
        for (const char* path :
            {"/Patient/skjult", "/Patient/skjult/_history/1", "/Patient/skjult/_history", "/Patient?_id=skjult",
                "/Patient?_id=skjult&_elements=address", "/Patient/skjult?_elements=telecom", "/RelatedPerson/mor",
                "/RelatedPerson?_include=*", "/Patient?_id=skjult&_revinclude=RelatedPerson:patient"}) {
            const auto answer = as(caller, path);
            EXPECT_EQ(answer.text.find("kanari"), std::string::npos) << caller << path << answer.text;
        }
        EXPECT_NE(as(caller, "/Patient/skjult").text.find("masked"), std::string::npos) << caller;
    }
    EXPECT_NE(as("operator", "/Patient/skjult").text.find("kanari-vegen"), std::string::npos);
}

TEST_F(ProtectedAddresses, are_masked_in_versions_from_before_they_were_protected)
{
    auto text = as("operator", "/Patient/skjult").text;
    const auto protection = text.find(R"("code":"6")");
    text.replace(protection, 10, R"("code":"0")");
    ASSERT_LT(put(text), 300);
    text.replace(text.find(R"("code":"0")"), 10, R"("code":"6")");
    ASSERT_LT(put(text), 300);
    EXPECT_NE(as("operator", "/Patient/skjult/_history/2").text.find("kanari"), std::string::npos);
    EXPECT_EQ(as("skjult", "/Patient/skjult/_history/2").text.find("kanari"), std::string::npos);
    EXPECT_EQ(as("skjult", "/Patient/skjult/_history").text.find("kanari"), std::string::npos);
}

TEST_F(ProtectedAddresses, find_nobody)
{
    for (const char* search : {"address=kanari", "address-city=Kanariby", "address-postalcode=0010&_id=skjult",
             "telecom=kanari-telefon", "phone=kanari-telefon", "_content=Kanariby", "address:contains=kanari",
             "address-city:missing=false&_id=skjult"})
        for (const char* caller : {"skjult", "sjukepleiar", "operator"})
            EXPECT_EQ(total(caller, std::string("/Patient?") + search), "0") << caller << search;
    EXPECT_EQ(total("skjult", "/Patient?_id=skjult"), "1");
}

// A child at a protected address, and the mother who is registered at the same.
class BesideProtected : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        mother("kanari-vegen 1");
        put(R"({"resourceType":"RelatedPerson","id":"r-mor","patient":{"reference":"Patient/skjultbarn"},
            "identifier":[{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"01818113060"}],
            "address":[{"use":"home","line":["kanari-vegen 1"],"city":"Kanariby","postalCode":"0010"}]})");
        put(R"({"resourceType":"ServiceRequest","id":"t","status":"active","intent":"order","subject":{
            "reference":"Patient/mor"},"performer":[{"reference":"Organization/legevakt-solvik"}]})");
        react();
    }

    void mother(const std::string& line)
    {
        ASSERT_LT(put(R"({"resourceType":"Patient","id":"mor","birthDate":"1985-01-01","identifier":[{
            "system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"01818113060"}],"address":[{"use":"home","line":[")"
                      + line + R"("],"city":"Kanariby","postalCode":"0010"}]})"),
            300);
    }

    // As the dispatcher does, until nothing happens any more.
    void react()
    {
        auto session = house().records().open({access::CallerKind::service, "dispatcher", "", {}, ""});
        for (auto events = house().records().waiting_events(100).value(); !events.empty();
             events = house().records().waiting_events(100).value())
            for (const auto& event : events)
                ASSERT_TRUE(session.write([&](access::Writing& writing) -> Result<void> {
                    if (event.type == "Patient" || event.type == "RelatedPerson")
                        TRY(app::protect_relatives(writing, house().hall(), event));
                    return writing.mark_handled(event.sequence);
                }));
    }
};

TEST_F(BesideProtected, are_neither_found_by_their_address_nor_shown_with_it)
{
    for (const char* search : {"/Patient?_id=mor&address=kanari", "/Patient?address-city=Kanariby",
             "/RelatedPerson?address=kanari", "/Patient?_content=Kanariby"})
        EXPECT_EQ(total("operator", search), "0") << search;
    const auto shown = as("sjukepleiar", "/Patient/mor");
    EXPECT_EQ(shown.status, 200) << shown.text;
    EXPECT_EQ(shown.text.find("kanari"), std::string::npos) << shown.text;
    EXPECT_EQ(as("sjukepleiar", "/Patient/mor/_history").text.find("kanari"), std::string::npos);
    EXPECT_NE(as("operator", "/Patient/mor").text.find("kanari-vegen 1"), std::string::npos);
}

TEST_F(BesideProtected, who_moves_out_is_found_again)
{
    mother("Annanveg 2");
    react();
    EXPECT_EQ(total("operator", "/Patient?_id=mor&address=Annanveg"), "1");
    EXPECT_NE(as("sjukepleiar", "/Patient/mor").text.find("Annanveg"), std::string::npos);
    mother("kanari-vegen 1");
    react();
    EXPECT_EQ(total("operator", "/Patient?_id=mor&address=kanari"), "0");
}

TEST_F(BesideProtected, when_nobody_is_protected_any_more_they_are_found_again)
{
    auto text = as("operator", "/Patient/skjultbarn").text;
    const auto protection = text.find(R"("code":"7")");
    ASSERT_NE(protection, std::string::npos);
    text.replace(protection, 10, R"("code":"0")");
    ASSERT_LT(put(text), 300);
    react();
    EXPECT_EQ(total("operator", "/Patient?_id=mor&address=kanari"), "1");
    EXPECT_EQ(total("operator", "/RelatedPerson?address=kanari"), "1");
}

}  // namespace

}  // namespace helselos::tests
