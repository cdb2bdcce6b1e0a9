#include "fhir/search/protected_address.h"

#include "fhir/search/extract.h"
#include "fhir/search/rows_in_words.h"
#include "fhir/search/words.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

std::string patient(const char* code)
{
    return std::string(R"({"resourceType":"Patient","id":"1","meta":{"security":[
        {"system":"https://helselos.no/fhir/CodeSystem/address-protection","code":")")
        + code
        + R"("}]},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Kanarivegen</div>"},
        "contained":[{"resourceType":"Organization","id":"o","address":[{"text":"Kanarivegen"}]}],
        "name":[{"family":"Solli"}],"telecom":[{"system":"phone","value":"Kanarivegen"}],
        "address":[{"line":["Kanarivegen 1"],"city":"Kanarivegen"}],
        "contact":[{"name":{"family":"Berg"},"address":{"text":"Kanarivegen"},
            "telecom":[{"system":"phone","value":"Kanarivegen"}]}]})";
}

TEST(ProtectedAddress, everything_but_where_and_how_is_left)
{
    const auto document = json::read(patient("6"));
    const auto text = json::to_text(without_addresses(document->root()).root());
    EXPECT_EQ(text.find("Kanari"), std::string::npos) << text;
    EXPECT_NE(text.find("Solli"), std::string::npos);
    EXPECT_NE(text.find("Berg"), std::string::npos);
    EXPECT_NE(text.find("masked"), std::string::npos);
}

TEST(ProtectedAddress, nobody_is_found_by_it)
{
    static const auto extractor = Extractor::create(Definitions::r4());
    static const auto reader = WordReader::create(Parameters::of(Definitions::r4()));
    for (const auto* code : {"6", "7", "0"}) {
        const auto document = json::read(patient(code));
        const auto rows = extractor->extract(document->root());
        ASSERT_TRUE(rows.ok());
        bool is_found = false;
        for (const auto& row : rows->strings)
            is_found = is_found || row.folded.find("kanari") != std::string::npos;
        for (const auto& row : rows->tokens)
            is_found = is_found || row.code.find("anari") != std::string::npos;
        EXPECT_EQ(is_found, std::string(code) == "0") << code;
        const auto said = reader->read(document->root());
        ASSERT_TRUE(said.ok());
        const auto says = [](const auto& words) {
            return std::ranges::any_of(words, [](const auto& word) { return word.find("kanari") != word.npos; });
        };
        EXPECT_EQ(says(said->content) || says(said->narrative), std::string(code) == "0") << code;
    }
}

}  // namespace

}  // namespace helselos::fhir::search
