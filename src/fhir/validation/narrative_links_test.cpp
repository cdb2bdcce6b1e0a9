#include "fhir/validation/narrative_links.h"

#include "fhir/validation/judged_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::validation {

TEST(NarrativeLinks, are_read_with_what_they_may_lead_to)
{
    const auto links
        = links_of("<div xmlns='http://www.w3.org/1999/xhtml'><!-- <a href='#no'> --><a href=\"#a\" title='#x'>1</a>"
                   "<a name=\"b\"></a><p id='c'>&lt;a href='#d'&gt;</p><a href='#'>top</a><a\thref = '#e'>2</a></div>");
    EXPECT_EQ(links.targets, (std::vector<std::string_view>{"a", "e"}));
    EXPECT_EQ(links.anchors, (std::vector<std::string_view>{"b", "c"}));
}

TEST(NarrativeLinks, lead_to_something_in_the_resource)
{
    const Judged judged;
    const auto patient = [](const std::string& link) {
        return R"({"resourceType":"Patient","id":"p","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a name='n'>x</a><a href='#)"
            + link
            + R"('>y</a></div>"},"contained":[{"resourceType":"Practitioner","id":"d"}],"generalPractitioner":[{"id":"g","reference":"#d"}]})";
    };
    EXPECT_EQ(judged.told("", patient("n")), "");
    EXPECT_EQ(judged.told("", patient("d")), "");
    EXPECT_EQ(judged.told("", patient("g")), "");
    EXPECT_EQ(judged.told("", patient("p")), "");
    EXPECT_EQ(judged.told("", patient("q")), "error invalid Patient.text.div");
}

}  // namespace helselos::fhir::validation
