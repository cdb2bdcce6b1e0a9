// Whom one can share with: the register, the region's order, who was withdrawn; and what is known of a person.
#include "app/addresses_command.h"
#include "fhir/validation/validate.h"
#include "journeys/sharing.h"
#include "services/sharing/load_addresses.h"

namespace helselos::tests {

namespace {

class Addresses : public Sharing {
protected:
    sharing::AddressesLoaded load(const std::string& lines)
    {
        const auto entries = sharing::read_addresses(
            "her-id\tparent\torganization-number\tname\tkind\tmunicipality\tcity\tphone\treceives\n" + lines);
        EXPECT_TRUE(entries.ok());
        auto session = house().operator_session();
        const auto loaded = sharing::load_addresses(session, house().hall(), *entries);
        EXPECT_TRUE(loaded.ok()) << loaded.error().reason;
        return loaded ? *loaded : sharing::AddressesLoaded{};
    }
};

constexpr const char* clinic = "80000001\t\t\tSolvik legevakt\tlegevakt\t9901\tSolvik\t116117\tyes\n";
constexpr const char* nurse = "80000004\t80000001\t\tSykepleier på telefon\t\t9901\tSolvik\t116117\tyes\n";

TEST_F(Addresses, loaded_twice_change_nothing_and_who_is_gone_cannot_be_chosen)
{
    load(std::string(clinic) + nurse);
    const auto again = load(std::string(clinic) + nurse);
    EXPECT_EQ(again.unchanged, 2U);
    EXPECT_EQ(again.made + again.changed + again.withdrawn, 0U);
    EXPECT_EQ(share({}, "HealthcareService/her-80000004").status, 200);
    EXPECT_NE(task_of("sykepleier-kari"), "");

    EXPECT_EQ(load(clinic).withdrawn, 1U);
    const auto refused = share({}, "HealthcareService/her-80000004");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.text.find("Parameters.parameter.recipient"), std::string::npos);
}

TEST_F(Addresses, the_region_proposes_first_and_the_others_follow)
{
    const auto choices = get("/Organization/$recipients?municipality=Solvik&level=urgent", "");
    ASSERT_EQ(choices.status, 200) << choices.text;
    EXPECT_EQ(interaction::parameter(choices.root(), "priority")["valueInteger"].text(), "2");
    const auto first = interaction::parameter(choices.root(), "choice")["part"];
    EXPECT_EQ(first.at(0)["valueReference"]["reference"].text(), "Organization/legevakt-solvik");
    EXPECT_TRUE(first.at(1)["valueBoolean"].truth());
    EXPECT_EQ(first.at(2)["valueString"].text(), "emergency-and-urgent");
    EXPECT_EQ(choices.text.find("hjemmetjeneste"), std::string::npos);
    EXPECT_EQ(get("/Organization/$recipients?patient=Patient/maria", "").status, 401);
    EXPECT_EQ(get("/Organization/$recipients?patient=Patient/maria", "odd").status, 404);
    EXPECT_EQ(get("/Organization/$recipients?patient=Patient/maria", "maria").status, 200);
    EXPECT_EQ(get("/Organization/$recipients?level=grave", "").status, 400);
}

TEST_F(Addresses, ones_own_general_practitioner_comes_first_but_for_what_cannot_wait)
{
    const auto first_for = [this](const std::string& level) {
        const auto choices = get("/Organization/$recipients?patient=Patient/anita&level=" + level, "anita");
        const auto first = interaction::parameter(choices.root(), "choice")["part"];
        EXPECT_TRUE(first.at(1)["valueBoolean"].truth());
        return std::string(first.at(0)["valueReference"]["reference"].text()) + " "
            + std::string(first.at(2)["valueString"].text());
    };
    EXPECT_EQ(first_for("routine"), "Organization/legekontor-fjellbygda own-general-practitioner");
    EXPECT_EQ(first_for("urgent"), "Organization/legevakt-solvik emergency-and-urgent");
}

TEST_F(Addresses, a_summary_is_valid_and_says_what_it_does_not_know)
{
    const auto summary = get("/Patient/maria/$summary", "maria");
    ASSERT_EQ(summary.status, 200) << summary.text;
    for (const char* section : {"11450-4", "48765-2", "10160-0"})
        EXPECT_NE(summary.text.find(section), std::string::npos) << section;
    EXPECT_EQ(summary.text.find("nilknown"), std::string::npos);
    for (const auto& issue : house().validator().validate(summary.root(), fhir::validation::options_of_write()))
        ADD_FAILURE() << issue.element << ": " << issue.text;
    EXPECT_EQ(get("/Patient/maria/$summary", "odd").status, 404);
    EXPECT_EQ(get("/Patient/maria/$summary", "sykepleier-kari").status, 404);
}

}  // namespace

}  // namespace helselos::tests
