// The definitions we publish say what the content says.

#include "services/triage/content.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace helselos::triage {

namespace {

json::Document definition(const std::filesystem::path& file)
{
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    auto document = json::read(text.str());
    EXPECT_TRUE(document.ok()) << file;
    return std::move(document).value();
}

std::set<std::string> codes_of(const char* file)
{
    const auto document = definition(std::filesystem::path(HL_SOURCE_DIR "/content/fhir") / file);
    std::set<std::string> codes;
    for (const auto concept_of : document.root()["concept"].elements())
        codes.emplace(concept_of["code"].text());
    return codes;
}

TEST(Definitions, every_level_is_in_the_code_system)
{
    EXPECT_EQ(codes_of("CodeSystem-severity-level.json"),
        (std::set<std::string>{"emergency", "urgent", "routine", "selfcare"}));
}

TEST(Definitions, every_file_is_named_after_its_resource_and_has_a_canonical_address)
{
    for (const auto& entry : std::filesystem::directory_iterator(HL_SOURCE_DIR "/content/fhir")) {
        const auto document = definition(entry.path());
        const auto root = document.root();
        const auto type = std::string(root["resourceType"].text()), id = std::string(root["id"].text());
        EXPECT_EQ(entry.path().filename(), type + "-" + id + ".json");
        EXPECT_EQ(root["url"].text(), "https://helselos.no/fhir/" + type + "/" + id);
    }
}

}  // namespace

}  // namespace helselos::triage
