#include "services/sharing/address_file.h"

#include "services/sharing/recipient.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace helselos::sharing {

namespace {

const std::string header = "her-id\tparent\torganization-number\tname\tkind\tmunicipality\tcity\tphone\treceives\n";

TEST(AddressFile, a_line_is_an_organisation_that_can_be_chosen_or_not)
{
    const auto read = read_addresses("# Invented.\n" + header
        + "80000001\t\t\tSolvik legevakt\tlegevakt\t9901\tSolvik\t116117\tyes\r\n"
        + "80000003\t80000001\t\tTelefon\t\t\t\t\tno\n");
    ASSERT_TRUE(read.ok()) << read.error().reason;
    ASSERT_EQ(read->size(), 2U);
    const auto clinic = json::to_document(organization_of(read->at(0), {}));
    EXPECT_TRUE(takes_assessments(clinic.root()));
    EXPECT_EQ(clinic.root()["identifier"].at(0)["value"].text(), "80000001");
    EXPECT_EQ(clinic.root()["address"].at(0)["extension"].at(0)["valueCoding"]["code"].text(), "9901");
    const auto service = json::to_document(service_of(read->at(1), "Organization/her-80000001", {}));
    EXPECT_FALSE(takes_assessments(service.root()));
    EXPECT_EQ(service.root()["providedBy"]["reference"].text(), "Organization/her-80000001");
}

TEST(AddressFile, what_is_wrong_is_told_by_its_line)
{
    const auto wrong = read_addresses(header + "80000001\t\t\t\t\t\t\t\tyes\n8000000A\t\t\tA\t\t\t\t\tno\n"
        + "80000002\t\t\tB\t\t\t\t\tperhaps\n80000002\t\t\tB\t\t\t\t\tno\n80000004\t99\t\tC\t\t\t\t\tno\nshort\n");
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().kind, Kind::invalid);
    ASSERT_EQ(wrong.error().issues.size(), 6U);
    EXPECT_EQ(wrong.error().issues.at(0).element, "line 2");
    for (const char* text : {"", "her-id\tname\n"})
        EXPECT_FALSE(read_addresses(text).ok()) << text;
}

TEST(AddressFile, the_addresses_of_the_demonstration_are_read)
{
    std::ifstream in(std::string(HL_SOURCE_DIR) + "/content/addresses/demo.tsv");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto read = read_addresses(text);
    ASSERT_TRUE(read.ok()) << read.error().reason;
    EXPECT_EQ(read->size(), 4U);
}

}  // namespace

}  // namespace helselos::sharing
