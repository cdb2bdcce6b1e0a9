// Analysts count and compare; they are told of nobody.
#include "access/small_world.h"

#include "base/limits.h"

namespace helselos::tests {

namespace {

constexpr const char* pulse = R"(,"category":[{"coding":[{"code":"vital-signs",
    "system":"http://terminology.hl7.org/CodeSystem/observation-category"}],"text":"kanari"}],
    "effectiveDateTime":"2026-05-05","note":[{"text":"kanari"}])";
constexpr const char* search = "/Observation?category=vital-signs";

class Analysts : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        for (const char* patient : {"voksen", "framand", "delande", "sperrande"})
            observe(std::string("puls-") + patient, patient, pulse);
    }
};

TEST_F(Analysts, see_nothing_of_few_and_views_of_many)
{
    for (int i = 0; i < 10; ++i)
        observe("meir-" + std::to_string(i), "voksen", pulse);
    EXPECT_EQ(as("analytikar", search).root()["entry"].size(), 0U) << "of four patients, whatever they have";
    EXPECT_EQ(total("analytikar", search), "0");
    EXPECT_EQ(as("analytikar", std::string(search) + "&_total=accurate").root()["total"].text(), "0");
    observe("puls-forelder", "forelder", pulse);
    const auto views = as("analytikar", search);
    EXPECT_EQ(views.root()["entry"].size(), 15U) << views.text;
    EXPECT_EQ(total("analytikar", search), "15");
    for (const char* hidden : {"kanari", "voksen", "puls-", "meir-", "2026-05-05", "lastUpdated"})
        EXPECT_EQ(views.text.find(hidden), std::string::npos) << hidden << views.text;
    EXPECT_NE(views.text.find("vital-signs"), std::string::npos);
}

TEST_F(Analysts, ask_nothing_that_tells_one_from_another)
{
    observe("puls-forelder", "forelder", pulse);
    for (const char* question : {"_id=puls-voksen", "subject=Patient/voksen", "patient=voksen", "date=2026-05-05",
             "_lastUpdated=gt2020-01-01", "code:text=kanari", "_content=kanari", "_sort=date", "category:not=x",
             "_include=Observation:subject", "subject:Patient.birthdate=2000-01-01", "_has:Provenance:target:_id=x"})
        EXPECT_EQ(as("analytikar", std::string("/Observation?") + question).status, 403) << question;
    for (const char* way : {"/Observation/puls-voksen", "/Observation/puls-voksen/_history/1", "/Observation/_history",
             "/Patient/voksen", "/Patient", "/Patient/voksen/Observation", "/Appointment", "/AuditEvent"})
        EXPECT_NE(as("analytikar", way).status, 200) << way;
    const char* bundle = R"({"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"GET",
        "url":"Observation?category=vital-signs"}}]})";
    EXPECT_EQ(ask(http::Method::post, "/", caller_of_the_matrix("analytikar"), bundle).status, 403);
}

TEST_F(Analysts, stand_in_the_log_of_those_whose_views_they_saw)
{
    observe("puls-forelder", "forelder", pulse);
    EXPECT_EQ(as("analytikar", search).status, 200);
    const auto rows = house().store().reader().value()->audit_of_patient("Patient/voksen", 5).value();
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(rows[0].agent, "Practitioner/analytikar");
    EXPECT_EQ(rows[0].basis, "deidentified");
}

}  // namespace

}  // namespace helselos::tests
