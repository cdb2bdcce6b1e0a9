#include "fhir/terminology/terminology.h"

#include "base/limits.h"
#include "fhir/terminology/match.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::terminology {

namespace {

constexpr const char* system_url = "https://example.org/CodeSystem/animal";

constexpr const char* animals
    = R"({"resourceType":"CodeSystem","url":"https://example.org/CodeSystem/animal","content":"complete",
    "hierarchyMeaning":"is-a","concept":[
    {"code":"mammal","display":"Mammal","concept":[
        {"code":"dog","display":"Dog","designation":[{"language":"nb","value":"Hund"}],
            "concept":[{"code":"poodle","display":"Poodle"}]},
        {"code":"cat","display":"Cat","designation":[{"language":"nb","value":"Katt"}]}]},
    {"code":"bird","display":"Bird of Prey"},
    {"code":"bat","display":"Bat","property":[{"code":"parent","valueCode":"mammal"}]}]})";

class Asked : public testing::Test {
protected:
    Asked() : terminology(Definitions::r4()) { add(animals); }

    void add(const std::string& text)
    {
        auto document = json::read(text);
        ASSERT_TRUE(document.ok()) << text;
        ASSERT_TRUE(terminology.add(std::move(*document)).ok());
    }

    // The codes of a set with this compose, apart by spaces; "?" at the end when incomplete.
    std::string composed(const std::string& compose)
    {
        add(R"({"resourceType":"ValueSet","url":"https://example.org/ValueSet/v","compose":)" + compose + "}");
        return codes("https://example.org/ValueSet/v", {});
    }

    std::string codes(std::string_view url, const ExpandRequest& request)
    {
        const auto page = terminology.expand(url, request);
        if (!page)
            return "unknown";
        std::string text;
        for (const auto& code : page->codes)
            text += (text.empty() ? "" : " ") + std::string(code.code);
        return page->is_complete ? text : text + "?";
    }

    std::string with_filter(const std::string& op, const std::string& value, const std::string& property = "concept")
    {
        return composed(R"({"include":[{"system":"https://example.org/CodeSystem/animal","filter":[{"property":")"
            + property + R"(","op":")" + op + R"(","value":")" + value + R"("}]}]})");
    }

    Terminology terminology;
};

}  // namespace

TEST_F(Asked, a_whole_system_comes_in_its_order)
{
    EXPECT_EQ(composed(R"({"include":[{"system":"https://example.org/CodeSystem/animal"}]})"),
        "mammal dog poodle cat bird bat");
}

TEST_F(Asked, filters_on_the_hierarchy_are_decided)
{
    EXPECT_EQ(with_filter("is-a", "dog"), "dog poodle");
    EXPECT_EQ(with_filter("descendent-of", "mammal"), "dog poodle cat bat");
    EXPECT_EQ(with_filter("is-not-a", "mammal"), "bird");
    EXPECT_EQ(with_filter("generalizes", "poodle"), "mammal dog poodle");
    EXPECT_EQ(with_filter("=", "cat"), "cat");
    EXPECT_EQ(with_filter("in", "cat, bird"), "cat bird");
    EXPECT_EQ(with_filter("not-in", "cat,bird"), "mammal dog poodle bat");
    EXPECT_EQ(with_filter("=", "mammal", "parent"), "dog cat bat");
}

TEST_F(Asked, a_filter_that_cannot_be_decided_leaves_a_gap)
{
    EXPECT_EQ(with_filter("regex", "([a-z]+", "code"), "?");
    EXPECT_EQ(with_filter("=", "red", "colour"), "?");
}

TEST_F(Asked, listed_concepts_need_no_system)
{
    EXPECT_EQ(
        composed(R"({"include":[{"system":"http://snomed.info/sct","concept":[{"code":"1"},{"code":"2"}]}]})"), "1 2");
    EXPECT_EQ(composed(R"({"include":[{"system":"http://snomed.info/sct"}]})"), "?");
}

TEST_F(Asked, parts_are_joined_and_exclusions_taken_away)
{
    EXPECT_EQ(
        composed(
            R"({"include":[{"system":"https://example.org/CodeSystem/animal","concept":[{"code":"cat"},{"code":"dog"}]},
        {"system":"https://example.org/CodeSystem/animal","concept":[{"code":"dog"},{"code":"bird"}]}],
        "exclude":[{"system":"https://example.org/CodeSystem/animal","concept":[{"code":"cat"}]}]})"),
        "dog bird");
}

TEST_F(Asked, sets_inside_a_part_narrow_it)
{
    add(R"({"resourceType":"ValueSet","url":"https://example.org/ValueSet/pets","compose":{"include":[
        {"system":"https://example.org/CodeSystem/animal","concept":[{"code":"cat"},{"code":"dog"}]}]}})");
    EXPECT_EQ(composed(R"({"include":[{"valueSet":["https://example.org/ValueSet/pets"]}]})"), "cat dog");
    EXPECT_EQ(composed(R"({"include":[{"system":"https://example.org/CodeSystem/animal","filter":[
        {"property":"concept","op":"is-a","value":"dog"}],"valueSet":["https://example.org/ValueSet/pets"]}]})"),
        "dog");
    EXPECT_EQ(composed(R"({"include":[{"valueSet":["https://example.org/ValueSet/none"]}]})"), "?");
}

TEST_F(Asked, a_set_that_includes_itself_ends)
{
    EXPECT_EQ(composed(R"({"include":[{"valueSet":["https://example.org/ValueSet/v"]}]})"), "?");
}

TEST_F(Asked, an_expansion_made_elsewhere_is_taken)
{
    add(R"({"resourceType":"ValueSet","url":"https://example.org/ValueSet/made","expansion":{"contains":[
        {"abstract":true,"display":"Group","contains":[{"system":"s","code":"a"}]},{"system":"s","code":"b"}]}})");
    EXPECT_EQ(codes("https://example.org/ValueSet/made", {}), "a b");
}

TEST_F(Asked, the_filter_finds_the_beginnings_of_words_and_puts_the_best_first)
{
    composed(R"({"include":[{"system":"https://example.org/CodeSystem/animal"}]})");
    const auto* url = "https://example.org/ValueSet/v";
    EXPECT_EQ(codes(url, {.filter = "prey"}), "bird");
    EXPECT_EQ(codes(url, {.filter = "PREY bi"}), "bird");
    EXPECT_EQ(codes(url, {.filter = "b"}), "bird bat");
    EXPECT_EQ(codes(url, {.filter = "oodle"}), "");
    EXPECT_EQ(codes(url, {.filter = "hund", .language = "nb"}), "dog");
    EXPECT_EQ(codes(url, {.filter = "hund"}), "");
    EXPECT_EQ(codes(url, {.filter = "  "}), "mammal dog poodle cat bird bat");
}

TEST_F(Asked, pages_are_cut_from_what_passes)
{
    composed(R"({"include":[{"system":"https://example.org/CodeSystem/animal"}]})");
    const auto page = terminology.expand("https://example.org/ValueSet/v", {.offset = 4, .count = 10});
    EXPECT_EQ(page->total, 6U);
    EXPECT_EQ(page->codes.size(), 2U);
    EXPECT_TRUE(terminology.expand("https://example.org/ValueSet/v", {.offset = 99})->codes.empty());
    EXPECT_EQ(terminology.expand("https://example.org/ValueSet/v", {.count = 0})->total, 6U);
}

TEST_F(Asked, displays_come_in_the_language_asked_for)
{
    composed(
        R"({"include":[{"system":"https://example.org/CodeSystem/animal","concept":[{"code":"dog"},{"code":"bird"}]}]})");
    const auto page = terminology.expand("https://example.org/ValueSet/v", {.language = "nb-NO"});
    EXPECT_EQ(page->codes[0].display, "Hund");
    EXPECT_EQ(page->codes[1].display, "Bird of Prey");
}

TEST_F(Asked, the_sets_of_r4_are_known)
{
    EXPECT_EQ(codes("http://hl7.org/fhir/ValueSet/administrative-gender", {}), "female male other unknown");
    EXPECT_EQ(codes("http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1", {.filter = "Fem"}), "female");
    EXPECT_EQ(codes("https://example.org/ValueSet/none", {}), "unknown");
}

TEST_F(Asked, membership_is_decided_where_it_can_be)
{
    composed(R"({"include":[{"system":"https://example.org/CodeSystem/animal"}]})");
    const auto* own = "https://example.org/ValueSet/v";
    const auto* gender = "http://hl7.org/fhir/ValueSet/administrative-gender";
    EXPECT_EQ(terminology.contains(own, system_url, "cat"), Membership::inside);
    EXPECT_EQ(terminology.contains(own, "", "cat"), Membership::inside);
    EXPECT_EQ(terminology.contains(own, "http://other", "cat"), Membership::outside);
    EXPECT_EQ(terminology.contains(gender, "", "male"), Membership::inside);
    EXPECT_EQ(terminology.contains(gender, "", "Male"), Membership::outside);
    EXPECT_EQ(terminology.contains("http://hl7.org/fhir/ValueSet/observation-codes", "http://loinc.org", "1-8"),
        Membership::unknown);
    EXPECT_EQ(terminology.contains("https://example.org/ValueSet/none", "", "a"), Membership::unknown);
}

TEST_F(Asked, what_is_neither_set_nor_system_is_refused)
{
    EXPECT_EQ(terminology.add(*json::read(R"({"resourceType":"Patient","url":"x"})")).error().kind, Kind::invalid);
    EXPECT_EQ(terminology.add(*json::read(R"({"resourceType":"ValueSet"})")).error().kind, Kind::invalid);
}

TEST_F(Asked, sets_may_include_sets_to_a_limit)
{
    add(R"({"resourceType":"ValueSet","url":"https://example.org/0","compose":{"include":[{"system":"s","concept":[{"code":"a"}]}]}})");
    const auto most = limits::value_set_depth_max;
    for (std::size_t i = 1; i <= most + 1; ++i)
        add(R"({"resourceType":"ValueSet","url":"https://example.org/)" + std::to_string(i)
            + R"(","compose":{"include":[{"valueSet":["https://example.org/)" + std::to_string(i - 1) + R"("]}]}})");
    EXPECT_EQ(codes("https://example.org/" + std::to_string(most - 1), {}), "a");
    EXPECT_EQ(codes("https://example.org/" + std::to_string(most), {}), "a");
    EXPECT_EQ(codes("https://example.org/" + std::to_string(most + 1), {}), "?");
}

TEST_F(Asked, sets_that_include_themselves_many_times_end_soon)
{
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += std::string(many.empty() ? "" : ",") + R"({"valueSet":["https://example.org/ValueSet/v"]})";
    EXPECT_EQ(composed(R"({"include":[{"system":"s","concept":[{"code":"a"}]},)" + many + "]}"), "a?");
}

TEST(Folding, knows_the_letters_of_western_europe)
{
    EXPECT_EQ(folded("\xC3\x98RE-V\xC3\x86RK \xC3\x97"), "\xC3\xB8re-v\xC3\xA6rk \xC3\x97");
}

TEST(Unread, a_code_system_is_read_when_it_is_asked_for_and_once)
{
    Terminology terminology(Definitions::r4());
    int reads = 0;
    terminology.add_unread(Terminology::Unread::code_system, system_url, [&reads] {
        ++reads;
        return json::read(animals);
    });
    EXPECT_EQ(reads, 0);
    ASSERT_NE(terminology.code_system(system_url), nullptr);
    EXPECT_EQ(terminology.code_system(std::string(system_url) + "|1")->size(), 6U);
    EXPECT_TRUE(terminology.is_designation(system_url, "dog", "hund"));
    EXPECT_EQ(reads, 1);
}

TEST(Unread, a_value_set_is_expanded_over_what_is_unread)
{
    Terminology terminology(Definitions::r4());
    terminology.add_unread(Terminology::Unread::code_system, system_url, [] { return json::read(animals); });
    terminology.add_unread(Terminology::Unread::value_set, "https://example.org/ValueSet/all", [] {
        return json::read(R"({"resourceType":"ValueSet","url":"https://example.org/ValueSet/all",
            "compose":{"include":[{"system":"https://example.org/CodeSystem/animal"}]}})");
    });
    const auto page = terminology.expand("https://example.org/ValueSet/all", {"hund", "nb"});
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->codes.at(0).code, "dog");
    EXPECT_EQ(terminology.contains("https://example.org/ValueSet/all", "", "bat"), Membership::inside);
    EXPECT_EQ(terminology.contains("https://example.org/ValueSet/all", "", "bee"), Membership::outside);
}

TEST(Unread, what_cannot_be_read_is_unknown)
{
    Terminology terminology(Definitions::r4());
    terminology.add_unread(
        Terminology::Unread::value_set, "https://example.org/ValueSet/gone", []() -> Result<json::Document> {
            return Error{Kind::invalid, "damaged"};
        });
    EXPECT_EQ(terminology.contains("https://example.org/ValueSet/gone", "", "x"), Membership::unknown);
    EXPECT_FALSE(terminology.expand("https://example.org/ValueSet/gone").ok());
}

TEST(Unread, what_was_added_whole_stands_before_it)
{
    Terminology terminology(Definitions::r4());
    ASSERT_TRUE(terminology.add(*json::read(animals)).ok());
    terminology.add_unread(Terminology::Unread::code_system, system_url, [] {
        return json::read(
            R"({"resourceType":"CodeSystem","url":"https://example.org/CodeSystem/animal","content":"complete"})");
    });
    EXPECT_EQ(terminology.code_system(system_url)->size(), 6U);
}

}  // namespace helselos::fhir::terminology
