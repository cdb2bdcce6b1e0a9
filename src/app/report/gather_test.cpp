#include "app/report/gather.h"
#include "app/report/print.h"
#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::app::report {

TEST(Gather, usual_hours_are_those_of_the_wall_on_working_days)
{
    const auto zone = fhir::search::Zone::named("Europe/Oslo").value();
    const auto usual = [&](const char* at) { return is_at_usual_hours(instant_from_text(at).value(), *zone); };
    EXPECT_FALSE(usual("2026-11-20T05:59:59Z")) << "a Friday, one minute to seven in winter";
    EXPECT_TRUE(usual("2026-11-20T06:00:00Z"));
    EXPECT_TRUE(usual("2026-11-20T15:59:59Z"));
    EXPECT_FALSE(usual("2026-11-20T16:00:00Z"));
    EXPECT_FALSE(usual("2026-11-21T10:00:00Z")) << "a Saturday";
    EXPECT_TRUE(usual("2026-07-01T05:00:00Z")) << "seven in summer";
    EXPECT_FALSE(usual("2026-07-01T04:59:59Z"));
}

TEST(Gather, a_person_is_known_by_surname_address_and_identifiers)
{
    const auto document = json::read(R"({"resourceType":"Patient","name":[{"family":"Ås"}],
        "address":[{"line":["Storgata 1"],"postalCode":"0155"}],
        "identifier":[{"system":"urn:x","value":"1"},{"value":"2"}]})");
    const auto person = person_in(document->root());
    EXPECT_EQ(person.surname, person_in(json::read(R"({"name":[{"family":"ÅS"}]})")->root()).surname);
    EXPECT_EQ(person.address, "storgata 1 0155");
    EXPECT_EQ(person.identifiers, std::set<std::string>{"urn:x|1"});
    EXPECT_EQ(person_in(json::read("{}")->root()).surname, "");
    EXPECT_EQ(person_in(json::read(R"({"address":[{"postalCode":"0155"}]})")->root()).address, "")
        << "a postal code alone is no address";
}

TEST(Print, a_spreadsheet_takes_no_formula_from_a_report)
{
    const std::vector<Finding> findings{
        {"Practitioner/a", "=1+1", "Patient/\"1", 2, {}, {}, {Reason::colleague}, 0, 4}};
    EXPECT_EQ(to_csv(findings),
        "weight,agent,organization,patient,patients,accesses,first,last,reasons\r\n"
        "4,\"Practitioner/a\",\"'=1+1\",\"Patient/\"\"1\",0,2,1970-01-01T00:00:00.000Z,1970-01-01T00:00:00.000Z,"
        "colleague\r\n");
}

}  // namespace helselos::app::report
