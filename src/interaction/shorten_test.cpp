#include "interaction/shorten.h"

#include <gtest/gtest.h>

namespace helselos::interaction {

namespace {

using fhir::search::Summary;

constexpr const char* patient
    = R"({"resourceType":"Patient","id":"1","meta":{"versionId":"2","tag":[{"code":"x"}]},)"
      R"("text":{"status":"generated","div":"<div/>"},"active":true,)"
      R"("name":[{"family":"Berg","extension":[{"url":"http://t"}]}],"_birthDate":{"id":"b"},)"
      R"("birthDate":"2000-01-01","deceasedBoolean":false,"photo":[{"title":"p"}],)"
      R"("maritalStatus":{"text":"m"},"contact":[{"gender":"male"}],)"
      R"("link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]})";
const std::string head
    = R"({"resourceType":"Patient","id":"1","meta":{"versionId":"2","tag":[{"code":"x"},)"
      R"({"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]})";

std::string shortened(std::string_view body, const Shortening& shortening)
{
    const auto text = shorten(body, shortening, fhir::Definitions::r4());
    return text.ok() ? *text : text.error().reason;
}

TEST(Shorten, elements_are_those_asked_for_and_those_without_which_the_rest_means_something_else)
{
    EXPECT_EQ(shortened(patient, {.elements = {"birthDate"}}),
        head
            + R"(,"active":true,"_birthDate":{"id":"b"},"birthDate":"2000-01-01","deceasedBoolean":false,)"
              R"("link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]})");
}

TEST(Shorten, a_choice_is_named_without_its_type)
{
    EXPECT_EQ(shortened(R"({"resourceType":"Observation","status":"final","code":{},"valueString":"a","issued":"b"})",
                  {.elements = {"value"}}),
        R"({"resourceType":"Observation","meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/)"
        R"(v3-ObservationValue","code":"SUBSETTED"}]},"status":"final","code":{},"valueString":"a"})");
}

TEST(Shorten, a_text_comes_with_what_is_mandatory)
{
    EXPECT_EQ(shortened(patient, {.summary = Summary::text}),
        head
            + R"(,"text":{"status":"generated","div":"<div/>"},"active":true,"deceasedBoolean":false,)"
              R"("link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]})");
}

TEST(Shorten, data_is_all_but_the_text)
{
    const auto data = shortened(patient, {.summary = Summary::data});
    EXPECT_EQ(data.find("\"text\":{\"status\""), std::string::npos);
    EXPECT_NE(data.find("\"photo\""), std::string::npos);
    EXPECT_NE(data.find("SUBSETTED"), std::string::npos);
}

TEST(Shorten, a_summary_is_what_the_definition_marks_so_at_every_depth)
{
    EXPECT_EQ(shortened(patient, {.summary = Summary::yes}),
        head
            + R"(,"active":true,"name":[{"family":"Berg"}],"_birthDate":{"id":"b"},"birthDate":"2000-01-01",)"
              R"("deceasedBoolean":false,"link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]})");
}

TEST(Shorten, a_resource_in_a_bundle_is_a_summary_too)
{
    const auto text = shortened(R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":)"
                                R"({"resourceType":"Patient","id":"1","photo":[{}],"gender":"male"}}]})",
        {.summary = Summary::yes});
    EXPECT_NE(
        text.find(R"("entry":[{"resource":{"resourceType":"Patient","id":"1","gender":"male"}}])"), std::string::npos)
        << text;
}

TEST(Shorten, nothing_asked_changes_nothing)
{
    EXPECT_FALSE(Shortening{}.changes_anything());
    EXPECT_FALSE(Shortening{.summary = Summary::count}.changes_anything());
    EXPECT_TRUE(Shortening{.summary = Summary::data}.changes_anything());
}

}  // namespace

}  // namespace helselos::interaction
