#include "fhir/terminology/code_index.h"

#include "fhir/terminology/filters.h"
#include "fhir/terminology/index_concepts.h"
#include "fhir/terminology/terminology.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::terminology {

namespace {

constexpr const char* parts = R"({"resourceType":"CodeSystem","url":"https://example.org/body","version":"3",
    "name":"Body","content":"complete","caseSensitive":false,
    "property":[{"code":"side","type":"string"},{"code":"above","type":"code",
        "uri":"http://hl7.org/fhir/concept-properties#parent"}],
    "concept":[
    {"code":"LIMB","display":"Limb","property":[{"code":"notSelectable","valueBoolean":true}]},
    {"code":"ARM","display":"Upper limb","definition":"From the shoulder on",
        "designation":[{"language":"nb","value":"Overarm og underarm"}],
        "property":[{"code":"above","valueCode":"LIMB"},{"code":"side","valueString":"both"}]},
    {"code":"HAND","display":"Hand","property":[{"code":"above","valueCode":"ARM"},
        {"code":"above","valueCode":"TOOL"},{"code":"side","valueString":"left"}]},
    {"code":"TOOL","display":"Tool","property":[{"code":"inactive","valueBoolean":true}]}]})";

CodeIndex index_of(const std::string& text)
{
    const auto read = json::read(text);
    auto index = code_index(read->root());
    EXPECT_TRUE(index.ok());
    return std::move(*index);
}

std::string names(const CodeIndex& index, const auto& places)
{
    std::string text;
    for (const auto place : places)
        text += (text.empty() ? "" : " ") + std::string(index.code(place));
    return text;
}

// The codes a filter lets pass, told all at once; "?" when it cannot be decided. One by one it has to say the same.
std::string passing(
    const CodeIndex& index, const std::string& property, const std::string& op, const std::string& value)
{
    const auto read = json::read(R"({"property":")" + property + R"(","op":")" + op + R"(","value":")" + value + "\"}");
    const Filter filter(read->root());
    const auto marks = filter.passing(index);
    std::vector<Place> all;
    for (Place place = 0; place < index.size(); ++place) {
        const auto one = filter.passes(index, place);
        EXPECT_EQ(one.has_value(), marks.has_value());
        EXPECT_EQ(marks && (*marks)[place], one.value_or(false)) << index.code(place);
        if (marks && (*marks)[place])
            all.push_back(place);
    }
    return marks ? names(index, all) : "?";
}

// For what a damaged index may answer, whatever it is.
void is_asked_of_all(const CodeIndex& index, const std::string& text)
{
    const auto read = json::read(text);
    const Filter filter(read->root());
    filter.passing(index);
    for (Place place = 0; place < std::min<std::size_t>(index.size(), 10); ++place)
        filter.passes(index, place);
}

}  // namespace

TEST(CodeIndex, finds_a_code_as_its_system_compares_codes)
{
    const auto index = index_of(parts);
    EXPECT_EQ(index.code(*index.find("hand")), "HAND");
    EXPECT_FALSE(index.find("foot"));
    const auto strict = index_of(
        R"({"resourceType":"CodeSystem","url":"u","content":"complete","caseSensitive":true,"concept":[{"code":"A"}]})");
    EXPECT_FALSE(strict.find("a"));
    EXPECT_TRUE(strict.find_in_any_case("a"));
}

TEST(CodeIndex, knows_who_is_below_whom_over_several_parents)
{
    const auto index = index_of(parts);
    const auto place = [&](const char* code) { return *index.find(code); };
    EXPECT_TRUE(index.is_within(place("HAND"), place("LIMB")));
    EXPECT_TRUE(index.is_within(place("HAND"), place("TOOL")));
    EXPECT_TRUE(index.is_within(place("ARM"), place("ARM")));
    EXPECT_FALSE(index.is_within(place("LIMB"), place("ARM")));
    EXPECT_EQ(names(index, index.parents(place("HAND"))), "ARM TOOL");
    EXPECT_EQ(names(index, index.children(place("LIMB"))), "ARM");
}

TEST(CodeIndex, keeps_what_a_concept_says_of_itself)
{
    const auto index = index_of(parts);
    const auto arm = *index.find("ARM");
    EXPECT_EQ(index.detail(arm).root()["definition"].text(), "From the shoulder on");
    EXPECT_EQ(index.version(), "3");
    EXPECT_TRUE(index.is_abstract(*index.find("LIMB")));
    EXPECT_TRUE(index.is_inactive(*index.find("TOOL")));
    EXPECT_FALSE(index.is_inactive(arm));
}

TEST(CodeIndex, finds_by_the_beginnings_of_words_in_every_language)
{
    const auto index = index_of(parts);
    EXPECT_EQ(names(index, index.with_words({"limb"})), "LIMB ARM");
    EXPECT_EQ(names(index, index.with_words({"und", "over"})), "ARM");
    EXPECT_EQ(names(index, index.with_words({"han"})), "HAND");
    EXPECT_EQ(names(index, index.with_words({"imb"})), "");
}

TEST(Filter, decides_properties_patterns_and_relatives)
{
    const auto index = index_of(parts);
    EXPECT_EQ(passing(index, "side", "=", "left"), "HAND");
    EXPECT_EQ(passing(index, "side", "in", "left,both"), "ARM HAND");
    EXPECT_EQ(passing(index, "side", "not-in", "left"), "LIMB ARM TOOL");
    EXPECT_EQ(passing(index, "side", "exists", "true"), "ARM HAND");
    EXPECT_EQ(passing(index, "side", "exists", "false"), "LIMB TOOL");
    EXPECT_EQ(passing(index, "side", "regex", "b.*"), "ARM");
    EXPECT_EQ(passing(index, "code", "regex", ".*A.*"), "ARM HAND");
    EXPECT_EQ(passing(index, "display", "regex", "(Upper )?[Ll]imb"), "LIMB ARM");
    EXPECT_EQ(passing(index, "parent", "=", "LIMB"), "ARM");
    EXPECT_EQ(passing(index, "child", "=", "HAND"), "ARM TOOL");
    EXPECT_EQ(passing(index, "parent", "exists", "false"), "LIMB TOOL");
    EXPECT_EQ(passing(index, "concept", "is-a", "arm"), "ARM HAND");
    EXPECT_EQ(passing(index, "concept", "generalizes", "HAND"), "LIMB ARM HAND TOOL");
    EXPECT_EQ(passing(index, "concept", "is-not-a", "ARM"), "LIMB TOOL");
}

TEST(Filter, of_a_property_nobody_declared_cannot_be_decided)
{
    const auto index = index_of(parts);
    EXPECT_EQ(passing(index, "colour", "=", "red"), "?");
    EXPECT_EQ(passing(index, "concept", "near", "ARM"), "?");
    EXPECT_EQ(passing(index, "code", "regex", "(["), "?");
}

TEST(CodeIndex, of_a_hierarchy_in_a_circle_says_so_and_decides_nothing_of_it)
{
    const auto index = index_of(R"({"resourceType":"CodeSystem","url":"u","content":"complete","concept":[
        {"code":"a","property":[{"code":"parent","valueCode":"b"}]},
        {"code":"b","property":[{"code":"parent","valueCode":"a"}]}]})");
    EXPECT_TRUE(index.has_circle());
    EXPECT_EQ(passing(index, "concept", "is-a", "a"), "?");
    EXPECT_EQ(passing(index, "concept", "=", "a"), "a");
}

TEST(CodeIndex, that_is_cut_off_is_refused_and_one_that_is_damaged_is_told)
{
    const auto read = json::read(parts);
    auto bytes = index_concepts(read->root())->bytes;
    EXPECT_TRUE(CodeIndex::open(bytes)->is_whole());
    for (std::size_t kept = 0; kept < bytes.size(); kept += 8)
        EXPECT_FALSE(
            CodeIndex::open(std::vector(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept))).ok());
    bytes[bytes.size() - 9] ^= 1;
    const auto index = CodeIndex::open(bytes);
    EXPECT_TRUE(!index.ok() || !index->is_whole());
}

TEST(CodeIndex, that_is_damaged_anywhere_is_asked_without_harm)
{
    const auto read = json::read(parts);
    const auto bytes = index_concepts(read->root())->bytes;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        auto damaged = bytes;
        damaged[at] = 0xFF;
        const auto index = CodeIndex::open(std::move(damaged));
        if (!index)
            continue;
        index->find("HAND");
        index->with_words({"limb"});
        index->knows_property("side");
        index->for_each_value("side", [](std::string_view, std::span<const Place>) {});
        index->for_each_within(1, [](Place) {});
        is_asked_of_all(*index, R"({"property":"side","op":"exists","value":"true"})");
        is_asked_of_all(*index, R"({"property":"concept","op":"is-a","value":"LIMB"})");
        for (Place place = 0; place < std::min<std::size_t>(index->size(), 10); ++place)
            index->detail(place);
    }
}

TEST(Membership, is_the_same_asked_one_by_one_and_told_as_a_whole)
{
    Terminology terminology(Definitions::r4());
    ASSERT_TRUE(terminology.add(*json::read(parts)).ok());
    ASSERT_TRUE(terminology
                    .add(*json::read(R"({"resourceType":"ValueSet","url":"https://example.org/v","compose":{
        "include":[{"system":"https://example.org/body","filter":[{"property":"concept","op":"is-a","value":"LIMB"}]},
                   {"system":"urn:other","concept":[{"code":"x"}]}],
        "exclude":[{"system":"https://example.org/body","concept":[{"code":"ARM"}]}]}})"))
                    .ok());
    const auto is = [&](const char* system, const char* code) {
        return terminology.contains("https://example.org/v", system, code);
    };
    EXPECT_EQ(is("https://example.org/body", "HAND"), Membership::inside);
    EXPECT_EQ(is("https://example.org/body", "ARM"), Membership::outside);
    EXPECT_EQ(is("https://example.org/body", "TOOL"), Membership::outside);
    EXPECT_EQ(is("urn:other", "x"), Membership::inside);
    EXPECT_EQ(is("urn:unheard-of", "x"), Membership::outside);
    EXPECT_EQ(terminology.expand("https://example.org/v")->total, 3U);
}

TEST(Membership, in_a_part_of_a_system_is_unknown_where_the_rest_may_say_otherwise)
{
    Terminology terminology(Definitions::r4());
    ASSERT_TRUE(terminology
                    .add(*json::read(R"({"resourceType":"CodeSystem","url":"u","content":"fragment","concept":[
        {"code":"a","concept":[{"code":"b"}]},{"code":"c"}]})"))
                    .ok());
    const auto in = [&](const std::string& op, const char* code) {
        EXPECT_TRUE(terminology
                        .add(*json::read(R"({"resourceType":"ValueSet","url":"v","compose":{"include":[{"system":"u",
            "filter":[{"property":"concept","op":")"
                            + op + R"(","value":"a"}]}]}})"))
                        .ok());
        return terminology.contains("v", "u", code);
    };
    EXPECT_EQ(in("is-a", "b"), Membership::inside);
    EXPECT_EQ(in("is-a", "c"), Membership::unknown);
    EXPECT_EQ(in("is-a", "unheard-of"), Membership::unknown);
    EXPECT_EQ(in("is-not-a", "b"), Membership::outside);
    EXPECT_EQ(in("is-not-a", "c"), Membership::unknown);
}

}  // namespace helselos::fhir::terminology
