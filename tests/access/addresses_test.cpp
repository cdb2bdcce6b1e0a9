// Address codes 6 and 7: nobody is shown where they live, and nobody finds them by it.
#include "access/small_world.h"

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

}  // namespace

}  // namespace helselos::tests
