#include "fhir/questionnaire/forms.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::fhir::questionnaire {

namespace {

void add_two_versions(Forms& forms, int& reads)
{
    for (const auto* version : {"1", "2"})
        forms.add_unread("http://x/q", version, [&reads, version]() -> Result<json::Document> {
            ++reads;
            return json::read(std::string(R"({"version":")") + version + "\"}");
        });
}

std::string version_of(const FormDocument& form)
{
    return form == nullptr ? "none" : std::string(form->root()["version"].text());
}

}  // namespace

TEST(Forms, a_version_is_found_as_that_version_and_the_last_without_one)
{
    int reads = 0;
    Forms forms;
    add_two_versions(forms, reads);
    EXPECT_EQ(version_of(forms.find("http://x/q|1").value()), "1");
    EXPECT_EQ(version_of(forms.find("http://x/q").value()), "2");
    EXPECT_EQ(version_of(forms.find("http://x/q|3").value()), "none");
    EXPECT_EQ(version_of(forms.find("http://x/other").value()), "none");
}

TEST(Forms, a_form_is_read_when_it_is_first_asked_for_and_once)
{
    int reads = 0;
    Forms forms;
    add_two_versions(forms, reads);
    EXPECT_EQ(reads, 0);
    EXPECT_TRUE(forms.find("http://x/q|1").ok());
    EXPECT_TRUE(forms.find("http://x/q|1").ok());
    EXPECT_EQ(reads, 1);
}

TEST(Forms, a_canonical_address_is_taken_apart)
{
    EXPECT_EQ(canonical_of("http://x/q|2.0#a").url, "http://x/q");
    EXPECT_EQ(canonical_of("http://x/q|2.0#a").version, "2.0");
    EXPECT_EQ(canonical_of("http://x/q").version, "");
}

}  // namespace helselos::fhir::questionnaire
