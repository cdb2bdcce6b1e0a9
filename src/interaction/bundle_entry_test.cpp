#include "interaction/bundle_entry.h"

#include "interaction/resolution.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

namespace helselos::interaction {

namespace {

Result<BundleEntry> parse(std::string_view text)
{
    static std::vector<json::Document> kept;
    kept.push_back(*json::read(text));
    return parse_entry(kept.back().root(), 3, fhir::Definitions::r4());
}

TEST(BundleEntry, a_post_with_a_condition_is_understood)
{
    const auto entry = parse(R"({"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"},
        "request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=x|1"}})");
    ASSERT_TRUE(entry.ok());
    EXPECT_EQ(entry->verb, Verb::post);
    EXPECT_EQ(entry->address.type, "Patient");
    EXPECT_EQ(entry->if_none_exist, "identifier=x|1");
}

TEST(BundleEntry, what_does_not_fit_is_refused_with_its_path)
{
    struct Case {
        const char* entry;
        const char* path;
    };
    const Case cases[] = {
        {R"({"request":{"method":"BREW","url":"Patient"}})", "Bundle.entry[3].request.method"},
        {R"({"request":{"method":"GET","url":"Pasient/1"}})", "Bundle.entry[3].request.url"},
        {R"({"request":{"method":"GET","url":"Patient/1/2/3/4"}})", "Bundle.entry[3].request.url"},
        {R"({"request":{"method":"POST","url":"Patient"}})", "Bundle.entry[3]"},
        {R"({"request":{"method":"PUT","url":"Patient"},"resource":{"resourceType":"Patient"}})", "Bundle.entry[3]"},
        {R"({"request":{"method":"PUT","url":"Patient/1"},"resource":{"resourceType":"Patient","id":"2"}})",
            "Bundle.entry[3]"},
        {R"({"request":{"method":"POST","url":"Patient"},"resource":{"resourceType":"Basic"}})", "Bundle.entry[3]"},
        {R"({"request":{"method":"PUT","url":"Patient/1","ifMatch":"x"},"resource":{"resourceType":"Patient","id":"1"}})",
            "Bundle.entry[3].request.ifMatch"},
    };
    for (const auto& wrong : cases) {
        const auto entry = parse(wrong.entry);
        ASSERT_FALSE(entry.ok()) << wrong.entry;
        EXPECT_EQ(entry.error().element, wrong.path) << wrong.entry;
    }
}

TEST(ParseEtag, weak_and_bare_tags_are_read)
{
    EXPECT_EQ(*parse_etag("W/\"3\""), 3U);
    EXPECT_EQ(*parse_etag("\"3\""), 3U);
    EXPECT_EQ(*parse_etag("3"), 3U);
    EXPECT_FALSE(parse_etag("W/\"x\"").ok());
    EXPECT_FALSE(parse_etag("").ok());
}

TEST(Rewrite, references_follow_the_entries_they_name)
{
    const auto resource = json::read(R"({"resourceType":"Observation",
        "subject":{"reference":"urn:uuid:1"},"performer":[{"reference":"Practitioner?identifier=x|1"}],
        "focus":[{"reference":"Patient/other"}],"note":[{"text":"Practitioner?identifier=x|1"}],
        "text":{"status":"generated","div":"<div><a href=\"urn:uuid:1\">her</a></div>"}})");
    const References references{{"urn:uuid:1", "Patient/9"}, {"Practitioner?identifier=x|1", "Practitioner/2"}};
    const auto rewritten = rewrite(resource->root(), references);
    const auto root = rewritten.root();
    EXPECT_EQ(root["subject"]["reference"].text(), "Patient/9");
    EXPECT_EQ(root["performer"].at(0)["reference"].text(), "Practitioner/2");
    EXPECT_EQ(root["focus"].at(0)["reference"].text(), "Patient/other");
    EXPECT_EQ(root["note"].at(0)["text"].text(), "Practitioner?identifier=x|1");
    EXPECT_EQ(root["text"]["div"].text(), "<div><a href=\"Patient/9\">her</a></div>");
}

TEST(Rewrite, a_narrative_keeps_all_but_the_whole_attributes_that_name_an_entry)
{
    const auto resource = json::read(
        R"({"text":{"div":"<div title=\"a\"><a href=\"urn:uuid:1\" id=\"urn:uuid:12\">urn:uuid:1</a>\"<img src=\"urn:uuid:2\"/></div>"}})");
    const References references{{"urn:uuid:1", "Patient/9"}, {"urn:uuid:2", "Binary/4"}};
    const auto rewritten = rewrite(resource->root(), references);
    EXPECT_EQ(rewritten.root()["text"]["div"].text(),
        "<div title=\"a\"><a href=\"Patient/9\" id=\"urn:uuid:12\">urn:uuid:1</a>\"<img src=\"Binary/4\"/></div>");
}

}  // namespace

}  // namespace helselos::interaction
