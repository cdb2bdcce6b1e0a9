// What is chosen and ended by operation is in force, and over, from the moment of the answer: round after round, with
// everything remembered in between.
#include "journeys/choosing.h"

namespace helselos::tests {

namespace {

constexpr int rounds = 8;  // Fewer than the tries of an hour.

class EndedChoices : public Choosing {
protected:
    void SetUp() override
    {
        Choosing::SetUp();
        observe("puls-maria", "maria");
        observe("puls-ida", "ida");
        put(json::object({{"resourceType", "ServiceRequest"}, {"id", "henvist"}, {"status", "active"},
            {"intent", "order"}, {"subject", json::object({{"reference", "Patient/maria"}})},
            {"performer", json::array({json::object({{"reference", "Organization/legevakt-solvik"}})})}}));
    }

    void end(const Answer& consent, const char* person)
    {
        ASSERT_EQ(consent.status, 200) << consent.text;
        ASSERT_EQ(post("/Consent/" + id_of(consent) + "/$end", person).status, 200);
    }

    // Twice: the second time by what is remembered.
    void expect(int status, const char* person, const std::string& record, int round)
    {
        EXPECT_EQ(reads(person, record), status) << round;
        EXPECT_EQ(reads(person, record), status) << round;
    }
};

}  // namespace

TEST_F(EndedChoices, a_fullmakt)
{
    for (int round = 0; round < rounds; ++round) {
        expect(404, "per", "Observation/puls-maria", round);
        const auto given = post("/Consent/$give-fullmakt", "maria",
            parameters({text("holder-number", number_of_per), text("holder-name", "Strand"), code("area", "6")}));
        expect(200, "per", "Observation/puls-maria", round);
        end(given, round % 2 == 0 ? "maria" : "per");
    }
    expect(404, "per", "Observation/puls-maria", rounds);
}

TEST_F(EndedChoices, a_fullmakt_that_is_changed)
{
    const auto area = [&](const char* wanted) { return parameters({code("area", wanted)}); };
    auto consent = post("/Consent/$give-fullmakt", "maria",
        parameters({text("holder-number", number_of_per), text("holder-name", "Strand"), code("area", "6")}));
    for (int round = 0; round < rounds; ++round) {
        expect(200, "per", "Observation/puls-maria", round);
        consent = post("/Consent/" + id_of(consent) + "/$change-fullmakt", "maria", area("1"));
        expect(404, "per", "Observation/puls-maria", round);
        consent = post("/Consent/" + id_of(consent) + "/$change-fullmakt", "maria", area("6"));
    }
}

TEST_F(EndedChoices, a_block_of_an_organisation_of_one_person_and_of_all)
{
    const std::vector<Part> whom{refers("organization", "Organization/legevakt-solvik"),
        refers("practitioner", "Practitioner/sykepleier-kari"), {"all-personnel", "valueBoolean", true},
        refers("organization", "Organization/legevakt-solvik")};
    int round = 0;
    for (const auto& blocked : whom) {
        expect(200, "sykepleier-kari", "ServiceRequest/henvist", ++round);
        const auto consent = post("/Consent/$block", "maria", parameters({blocked}));
        expect(404, "sykepleier-kari", "ServiceRequest/henvist", round);
        end(consent, "maria");
    }
    expect(200, "sykepleier-kari", "ServiceRequest/henvist", round);
}

TEST_F(EndedChoices, a_youths_access)
{
    for (int round = 0; round < rounds; ++round) {
        expect(404, "ida", "Observation/puls-ida", round);
        const auto opened = post("/Consent/$open-to-youth", "per", parameters({refers("child", "Patient/ida")}));
        expect(200, "ida", "Observation/puls-ida", round);
        end(opened, "per");
    }
    expect(404, "ida", "Observation/puls-ida", rounds);
}

TEST_F(EndedChoices, an_emergency_access_that_was_not_justified)
{
    for (int round = 0; round < rounds; ++round) {
        expect(404, "sykepleier-nils", "Observation/puls-maria", round);
        const auto taken = post("/Patient/$emergency-access", "sykepleier-nils",
            parameters({refers("patient", "Patient/maria"), code("reason", "other"), text("note", "Fall")}));
        ASSERT_EQ(taken.status, 200) << taken.text;
        expect(200, "sykepleier-nils", "Observation/puls-maria", round);
        ASSERT_EQ(post("/Task/" + id_of(taken) + "/$review-emergency-access", "ombud",
                      parameters({code("finding", "not-justified")}))
                      .status,
            200);
    }
    expect(404, "sykepleier-nils", "Observation/puls-maria", rounds);
}

}  // namespace helselos::tests
