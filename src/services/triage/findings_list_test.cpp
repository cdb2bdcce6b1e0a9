#include "services/triage/findings_list.h"

#include "services/triage/proof/small_content.h"

namespace helselos::triage {

namespace {

using proof::SmallContent;

TEST(FindingsList, tells_every_finding_with_its_answers)
{
    SmallContent small;
    small.findings = SmallContent::yes_no("feber", ", red-flag: true, unknown: passes, codes: [ICPC-2 A03]")
        + SmallContent::number(
            "temp", 30, 45, ", decimals: 1, normal: 36 to 38, applies-when: {any: [feber, age-years < 3 months]}");
    small.rules = SmallContent::rule("hot", "urgent within 4 h", "{all: [feber, temp > 40]}");
    const auto document = json::to_document(findings_list(small.read()));
    const auto findings = document.root()["findings"];
    const auto fever = findings.at(5), temp = findings.at(6);
    EXPECT_EQ(fever["id"].text(), "feber");
    EXPECT_EQ(fever["kind"].text(), "yes-no");
    EXPECT_EQ(fever["unknown"].text(), "passes");
    EXPECT_EQ(fever["codes"].at(0)["code"].text(), "A03");
    EXPECT_EQ(fever["protocols"].at(0).text(), "cough");
    EXPECT_EQ(fever["question"]["nb"].text(), "feber");
    EXPECT_EQ(temp["max"].text(), "45");
    EXPECT_EQ(temp["normal"].at(1).text(), "38");
    EXPECT_EQ(temp["appliesWhen"].text(), "any: [feber, age-years < 3 months]");
    EXPECT_EQ(findings.at(1)["choices"].at(0)["id"].text(), "female");
}

TEST(FindingsList, tells_every_protocol)
{
    SmallContent small;
    small.rules = SmallContent::rule("breathless", "urgent within 4 h", "short-of-breath");
    const auto document = json::to_document(findings_list(small.read()));
    const auto protocol = document.root()["protocols"].at(0);
    EXPECT_EQ(protocol["complaint"].text(), "cough");
    EXPECT_EQ(protocol["title"]["nb"].text(), "cough");
    EXPECT_EQ(protocol["findings"].at(0).text(), "age-years");
}

}  // namespace

}  // namespace helselos::triage
