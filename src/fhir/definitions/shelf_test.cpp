#include "fhir/definitions/shelf.h"

#include "fhir/definitions/definitions.h"
#include "fhir/definitions/published.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace helselos::fhir {

namespace {

std::vector<unsigned char> two()
{
    return *write_shelf({{"https://example.org/b", "ValueSet", "b", "2", R"({"id":"b"})"},
                            {"https://example.org/a", "CodeSystem", "a", "1", R"({"id":"a"})"}},
        "about", {});
}

bool is_gone_or(const Result<std::string>& text, std::string_view as_it_was)
{
    return !text || *text == as_it_was;
}

json::Document structure(std::string_view name)
{
    return std::move(*json::read(*published("http://hl7.org/fhir/StructureDefinition/" + std::string(name))));
}

bool has_path(json::Value definition, std::string_view path)
{
    for (const auto element : definition["snapshot"]["element"].elements())
        if (element["path"].text() == path)
            return true;
    return false;
}

}  // namespace

TEST(Shelf, gives_back_what_was_put_on_it)
{
    const auto bytes = two();
    const auto shelf = Shelf::open(bytes);
    ASSERT_TRUE(shelf.ok());
    ASSERT_EQ(shelf->size(), 2U);
    EXPECT_EQ(shelf->at(0).url, "https://example.org/a");
    EXPECT_EQ(shelf->at(0).type, "CodeSystem");
    EXPECT_EQ(shelf->at(1).id, "b");
    EXPECT_EQ(shelf->at(1).version, "2");
    EXPECT_EQ(*shelf->text(1), R"({"id":"b"})");
    EXPECT_EQ(*shelf->about(), "about");
}

TEST(Shelf, one_that_is_cut_off_is_refused)
{
    auto bytes = two();
    bytes.pop_back();
    EXPECT_FALSE(Shelf::open(bytes).ok());
    EXPECT_FALSE(Shelf::open(std::span(bytes).first(9)).ok());
}

TEST(Shelf, a_changed_byte_never_changes_a_text)
{
    const auto whole = two();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto bytes = whole;
        bytes[at] ^= 0x10;
        const auto shelf = Shelf::open(bytes);
        if (!shelf)
            continue;
        for (std::size_t place = 0; place < shelf->size(); ++place)
            EXPECT_TRUE(is_gone_or(shelf->text(place), place == 0 ? R"({"id":"a"})" : R"({"id":"b"})")) << at;
        EXPECT_TRUE(is_gone_or(shelf->about(), "about")) << at;
    }
}

TEST(Published, every_resource_can_be_had_by_its_address)
{
    const auto entries = published_entries();
    EXPECT_EQ(entries.size(), 649U + 1U);
    EXPECT_TRUE(std::is_sorted(entries.begin(), entries.end(),
        [](const PublishedEntry& left, const PublishedEntry& right) { return left.url < right.url; }));
    for (const auto& entry : entries) {
        const auto document = json::read(*published(entry.url));
        ASSERT_TRUE(document.ok()) << entry.url;
        EXPECT_EQ(document->root()["url"].text(), entry.url);
        EXPECT_EQ(document->root()["id"].text(), entry.id);
        EXPECT_GT(document->root()["snapshot"]["element"].size(), 0U) << entry.url;
        EXPECT_FALSE(document->root()["text"].exists()) << entry.url;
    }
}

TEST(Published, an_address_may_carry_a_version)
{
    EXPECT_TRUE(published("http://hl7.org/fhir/StructureDefinition/Patient|4.0.1").has_value());
    EXPECT_FALSE(published("http://hl7.org/fhir/StructureDefinition/Patien").has_value());
    EXPECT_FALSE(published("").has_value());
    EXPECT_FALSE(published("zzz").has_value());
}

TEST(Published, what_the_maker_of_the_package_added_is_left_out)
{
    EXPECT_FALSE(has_path(structure("Meta").root(), "Meta.project"));
    EXPECT_TRUE(has_path(structure("Meta").root(), "Meta.lastUpdated"));
    EXPECT_FALSE(has_path(structure("Binary").root(), "Binary.url"));
    EXPECT_TRUE(has_path(structure("EvidenceVariable").root(), "EvidenceVariable.characteristic.usageContext"));
}

TEST(Published, types_hold_the_elements_of_the_definitions_and_no_others)
{
    for (const auto* name : {"Patient", "Observation", "ResearchStudy", "Meta", "HumanName", "AuditEvent"}) {
        std::size_t elements = 0;
        const auto document = structure(name);
        for (const auto element : document.root()["snapshot"]["element"].elements()) {
            const auto path = element["path"].text();
            elements += std::count(path.begin(), path.end(), '.') == 1 ? 1U : 0U;
        }
        EXPECT_EQ(elements, Definitions::r4().type(name)->elements.size()) << name;
    }
}

TEST(Published, what_every_element_demands_is_said_of_each)
{
    const auto patient = structure("Patient");
    std::size_t without = 0;
    for (const auto element : patient.root()["snapshot"]["element"].elements())
        without += element["constraint"].at(0)["key"].text() == "ele-1" ? 0U : 1U;
    // The resource itself, the contained ones and what is no element but an attribute: ids, the root.
    EXPECT_EQ(without, 6U);
}

}  // namespace helselos::fhir
