// A search must not tell, by what it finds or does not find, of a record that may not be seen: not over a chain, not
// backwards, not by a list, a filter, a compartment or an order.
#include "journeys/house_in_a_box.h"

namespace helselos::tests {

namespace {

class AccessSearch : public HouseInABox {
protected:
    void SetUp() override
    {
        HouseInABox::SetUp();
        put(R"({"resourceType":"Observation","id":"odd-puls","status":"final","code":{"coding":[{"code":"kanari"}]},
            "subject":{"reference":"Patient/odd"},"performer":[{"reference":"Practitioner/sykepleier-kari"},
            {"reference":"Organization/legevakt-solvik"}]})");
        put(R"({"resourceType":"List","id":"odds-liste","status":"current","mode":"working",
            "entry":[{"item":{"reference":"Practitioner/sykepleier-kari"}}]})");
    }

    void put(const std::string& resource)
    {
        const auto root = *json::read(resource);
        const auto target
            = "/" + std::string(root.root()["resourceType"].text()) + "/" + std::string(root.root()["id"].text());
        ASSERT_EQ(ask(http::Method::put, target, "operator", resource).status, 201);
    }

    std::string total(const std::string& search, const std::string& caller)
    {
        const auto answer = get(search + "&_summary=count", caller);
        return answer.status == 200 ? std::string(answer.root()["total"].text()) : std::to_string(answer.status);
    }
};

// Kari herself is open to everyone who is signed in; that odd's pulse was taken by her is not.
constexpr const char* questions[] = {
    "/Practitioner?_has:Observation:performer:code=kanari",
    "/Practitioner?_list=odds-liste",
    "/Organization?_has:Observation:performer:code=kanari",
    "/Organization?_has:Observation:performer:_id=odd-puls",
    "/Organization?_has:Observation:performer:patient._id=odd",
};

TEST_F(AccessSearch, what_may_not_be_seen_is_found_by_nothing_that_refers_to_it)
{
    for (const char* question : questions) {
        EXPECT_EQ(total(question, "operator"), "1") << question;
        EXPECT_EQ(total(question, "maria"), "0") << question;
        EXPECT_EQ(total(question, "fastlege-jonas"), "0") << question;
        EXPECT_EQ(total(question, ""), "401") << question;
    }
    EXPECT_EQ(total("/Practitioner?_has:Observation:performer:code=kanari", "odd"), "1");
}

TEST_F(AccessSearch, a_patient_who_may_not_be_seen_is_passed_by_no_chain)
{
    EXPECT_EQ(total("/Observation?patient.gender=male,female", "operator"), "1");
    EXPECT_EQ(total("/Observation?patient.gender=male,female", "odd"), "1");
    EXPECT_EQ(total("/Observation?patient.gender=male,female", "maria"), "0");
    EXPECT_EQ(total("/Observation?_filter=patient.gender%20pr%20true", "maria"), "0");
}

TEST_F(AccessSearch, a_compartment_of_another_is_empty)
{
    EXPECT_EQ(total("/Patient/odd/Observation?code=kanari", "odd"), "1");
    EXPECT_EQ(total("/Patient/odd/Observation?code=kanari", "maria"), "0");
    EXPECT_EQ(total("/Patient/odd/*?_lastUpdated=gt2000", "maria"), "0");
    EXPECT_EQ(total("/Patient/odd/Observation?code=kanari", ""), "401");
    EXPECT_EQ(total("/Patient/odd/*?_lastUpdated=gt2000", ""), "401");
}

TEST_F(AccessSearch, the_system_shows_each_what_is_theirs)
{
    EXPECT_EQ(total("/?_type=Observation&_id=odd-puls", "odd"), "1");
    EXPECT_EQ(total("/?_type=Observation&_id=odd-puls", "maria"), "0");
    EXPECT_EQ(total("/?_id=odd-puls", "odd"), "1");
    EXPECT_EQ(total("/?_id=odd-puls", "maria"), "0");
    EXPECT_EQ(total("/?_id=odd-puls", ""), "0");
    EXPECT_EQ(total("/?_id=legekontor-fjellbygda", ""), "1");
    EXPECT_EQ(total("/?_type=Observation,Organization&_id=legevakt-solvik", ""), "401");
}

}  // namespace

}  // namespace helselos::tests
