#include "fhir/search/words.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

const WordReader& reader()
{
    static const auto made = WordReader::create(Parameters::of(Definitions::r4())).value();
    return made;
}

WordSet coded(std::string_view body, std::string_view parameter)
{
    const auto said = reader().read(body).value();
    const auto* words = said.of_parameter(parameter);
    return words == nullptr ? WordSet() : *words;
}

}  // namespace

TEST(Words, are_runs_of_letters_and_digits_folded)
{
    EXPECT_EQ(words_of("Blood-pressure (systolic), 120/80!"), (WordSet{"blood", "pressure", "systolic", "120", "80"}));
    EXPECT_EQ(words_of(" "), WordSet());
    EXPECT_EQ(words_of(""), WordSet());
}

TEST(Words, keep_norwegian_letters_and_lose_other_marks)
{
    EXPECT_EQ(words_of("Ås Ærlig ØYE idé Å"), (WordSet{"ås", "ærlig", "øye", "ide", "å"}));
}

TEST(Words, of_any_bytes_end)
{
    EXPECT_EQ(words_of("a\xff\xfe"
                       "b")
                  .size(),
        2U);
}

TEST(Words, are_cut_at_the_limit_at_a_whole_character)
{
    using limits::search_word_bytes_max;
    EXPECT_EQ(words_of(std::string(search_word_bytes_max, 'a')).front().size(), search_word_bytes_max);
    EXPECT_EQ(words_of(std::string(search_word_bytes_max + 1, 'a')).front().size(), search_word_bytes_max);
    EXPECT_EQ(words_of(std::string(search_word_bytes_max - 1, 'a') + "ø").front().size(), search_word_bytes_max - 1);
}

TEST(Words, of_a_narrative_are_without_markup_and_neither_inline_tags_nor_comments_part_them)
{
    EXPECT_EQ(
        words_of(text_of_narrative(
            R"(<div xmlns="http://www.w3.org/1999/xhtml"><p title="a>b">H<b>jer</b>te</p><p>svikt&#248;&amp;&#x61;</p></div>)")),
        (WordSet{"hjerte", "sviktø", "a"}));
    EXPECT_EQ(words_of(text_of_narrative("one<br/>two<!-- three -->four<td>five</td>six")),
        (WordSet{"one", "twofour", "five", "six"}));
}

TEST(Words, of_a_broken_narrative_end)
{
    for (const auto* text : {"<", "<b", "&", "&;", "&#;", "&#x110000;", "<!--", "<a b='", "</", "a&nosuch;b"})
        EXPECT_LT(text_of_narrative(text).size(), 10U) << text;
}

TEST(Words, of_the_content_are_texts_and_codes_but_no_ids_addresses_and_dates)
{
    const auto said = reader()
                          .read(R"({"resourceType":"Patient","id":"unfindable","meta":{"source":"urn:nowhere"},
        "text":{"status":"generated","div":"<div xmlns='x'>Narrated</div>"},
        "identifier":[{"system":"urn:oid:1.2.3","value":"A-77"}],
        "name":[{"family":"Nordmann","_family":{"extension":[{"url":"http://e.org/own","valueString":"von"}]}}],
        "gender":"female","birthDate":"1980-01-02",
        "contained":[{"resourceType":"Organization","id":"o","name":"Klinikken"}],
        "managingOrganization":{"reference":"Organization/hidden","display":"Sykehuset"}})")
                          .value();
    EXPECT_EQ(said.content, (WordSet{"77", "a", "female", "klinikken", "narrated", "nordmann", "sykehuset", "von"}));
    EXPECT_EQ(said.narrative, WordSet{"narrated"});
}

TEST(Words, of_a_token_parameter_are_its_text_and_displays)
{
    const auto* body = R"({"resourceType":"Observation","status":"final",
        "category":[{"coding":[{"system":"s","code":"vital-signs","display":"Vital Signs"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic"}],"text":"Blood pressure"},
        "identifier":[{"type":{"text":"Accession number","coding":[{"display":"Other"}]},"value":"x9"}]})";
    EXPECT_EQ(coded(body, "code"), (WordSet{"blood", "pressure", "systolic"}));
    EXPECT_EQ(coded(body, "category"), (WordSet{"signs", "vital"}));
    EXPECT_EQ(coded(body, "identifier"), (WordSet{"accession", "number"}));
    EXPECT_EQ(coded(body, "status"), WordSet());
}

TEST(Words, are_asked_whole_or_by_their_start)
{
    const WordSet words{"blood", "pressure"};
    EXPECT_TRUE(holds_word(words, "blood"));
    EXPECT_FALSE(holds_word(words, "bloo"));
    EXPECT_TRUE(holds_word_with_start(words, "press"));
    EXPECT_FALSE(holds_word_with_start(words, "pressures"));
    EXPECT_FALSE(holds_word_with_start({}, "a"));
}

TEST(Words, edition_is_the_same_for_the_same_definitions)
{
    EXPECT_EQ(reader().edition(), WordReader::create(Parameters::of(Definitions::r4())).value().edition());
    EXPECT_TRUE(reader().added().empty());
    EXPECT_TRUE(reader().knows("Observation.code"));
    EXPECT_FALSE(reader().knows("Observation.never"));
}

}  // namespace helselos::fhir::search
