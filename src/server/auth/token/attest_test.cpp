#include "server/auth/token/attest.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

const std::string whole = R"({
  "type": "nhn:tillitsrammeverk:parameters",
  "practitioner": {
    "identifier": {"id": "17849149822", "system": "urn:oid:2.16.578.1.12.4.1.4.1"},
    "hpr_nr": {"id": "000000011", "system": "urn:oid:2.16.578.1.12.4.1.4.4"},
    "authorization": {"code": "LE", "system": "urn:oid:2.16.578.1.12.4.1.1.9060"},
    "legal_entity": {"id": "994598759", "system": "urn:oid:2.16.578.1.12.4.1.4.101"},
    "point_of_care": {"id": "883974832", "system": "urn:oid:2.16.578.1.12.4.1.4.101"}
  },
  "care_relationship": {
    "healthcare_service": {"code": "S03", "system": "urn:oid:2.16.578.1.12.4.1.1.8655"},
    "purpose_of_use": {"code": "TREAT", "system": "urn:oid:2.16.840.1.113883.1.11.20448"},
    "decision_ref": {"id": "ref-1", "user_selected": true}
  },
  "patients": [{"point_of_care": {"id": "883974832", "system": "urn:oid:2.16.578.1.12.4.1.4.101"}}]
})";

const Authenticated doctor{"17849149822", "000000011", "994598759"};

Result<std::optional<access::Attest>> read_claim(const std::string& attest)
{
    const auto payload = json::read("{\"nhn:tillitsrammeverk:parameters\":" + attest + "}");
    return read_attest(payload->root());
}

std::string with(std::string_view part, std::string_view other)
{
    auto text = whole;
    text.replace(text.find(part), part.size(), other);
    return text;
}

TEST(Attest, a_whole_one_is_read)
{
    const auto attest = read_claim(whole);
    ASSERT_TRUE(attest.ok() && attest->has_value());
    EXPECT_EQ((*attest)->purpose_of_use.code, "TREAT");
    EXPECT_EQ((*attest)->decision, "ref-1");
    EXPECT_TRUE((*attest)->is_decision_chosen_by_user);
    EXPECT_EQ((*attest)->patients.size(), 1U);
    EXPECT_TRUE(check_attest(**attest, doctor).ok());
}

TEST(Attest, it_may_stand_in_authorization_details_but_not_in_both_places)
{
    const auto detail = "\"authorization_details\":[" + whole + "]";
    const auto one = json::read("{" + detail + "}");
    EXPECT_TRUE(read_attest(one->root())->has_value());
    const auto both = json::read("{\"nhn:tillitsrammeverk:parameters\":" + whole + "," + detail + "}");
    EXPECT_FALSE(read_attest(both->root()).ok());
    const auto twice = json::read("{\"authorization_details\":[" + whole + "," + whole + "]}");
    EXPECT_FALSE(read_attest(twice->root()).ok());
    const auto none = json::read(R"({"authorization_details":[{"type":"helseid_authorization"}]})");
    EXPECT_FALSE(read_attest(none->root())->has_value());
}

TEST(Attest, each_mandatory_part_must_be_there)
{
    for (const char* part : {R"("identifier":)", R"("legal_entity":)", R"("point_of_care":)",
             R"("healthcare_service":)", R"("purpose_of_use":)", R"("decision_ref":)"})
        EXPECT_FALSE(read_claim(with(part, "\"other\":")).ok()) << part;
    EXPECT_FALSE(read_claim("\"text\"").ok());
}

TEST(Attest, persons_have_no_other_number_than_fodselsnummer_or_d_number)
{
    EXPECT_TRUE(read_claim(with("4.1.4.1\"", "4.1.4.2\"")).ok());
    EXPECT_FALSE(read_claim(with("4.1.4.1\"", "4.1.4.3\"")).ok());
    EXPECT_FALSE(read_claim(with("17849149822", "1784914982")).ok());
    EXPECT_FALSE(read_claim(with("17849149822", "1784914982x")).ok());
}

TEST(Attest, it_is_about_who_signed_in_and_the_organisation_of_the_token)
{
    const auto attest = *read_claim(whole);
    EXPECT_EQ(check_attest(*attest, {"30814849917", "000000011", "994598759"}).error().kind, Kind::forbidden);
    EXPECT_FALSE(check_attest(*attest, {"17849149822", "000000022", "994598759"}).ok());
    EXPECT_FALSE(check_attest(*attest, {"17849149822", "000000011", "912345678"}).ok());
}

}  // namespace

}  // namespace helselos::auth
