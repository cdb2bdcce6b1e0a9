#include "services/triage/complaint_search.h"

#include "base/text.h"

#include "json/write.h"

#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include <algorithm>

namespace helselos::triage {

namespace {

std::string first_complaint(std::string_view filter)
{
    static const auto reading = read_content(HL_SOURCE_DIR "/content/triage");
    static const auto index = complaint_index(reading.content);
    const auto found = index.find(filter);
    return found.empty() ? "none" : reading.content.protocols[found.front()].id;
}

std::string first_code(std::string_view filter)
{
    static const auto terms = load_terms(HL_SOURCE_DIR "/content/terms/icpc-2.tsv");
    EXPECT_TRUE(terms.ok());
    const auto found = terms->index.find(filter);
    return found.empty() ? "none" : terms->terms[found.front()].code;
}

TEST(ComplaintSearch, letters_are_folded)
{
    EXPECT_EQ(folded("Sår hals, ÆØÅ é!"), "sar hals  aeoa e ");
}

TEST(ComplaintSearch, peoples_own_words_find_the_complaint)
{
    EXPECT_EQ(first_complaint("vondt i halsen"), "sore-throat");
    EXPECT_EQ(first_complaint("jeg har så vondt i halsen"), "sore-throat");
    EXPECT_EQ(first_complaint("sar hals"), "sore-throat");
    EXPECT_EQ(first_complaint("vondt i brystet"), "chest-pain");
    EXPECT_EQ(first_complaint("stikk i bryst"), "chest-pain");
    EXPECT_EQ(first_complaint("barnet mitt har feber"), "fever-child");
    EXPECT_EQ(first_complaint("tonsillitis"), "sore-throat");
}

TEST(ComplaintSearch, the_beginning_of_a_word_is_enough)
{
    EXPECT_EQ(first_complaint("hal"), "sore-throat");
    EXPECT_EQ(first_complaint("hjerteb"), "palpitations");
    EXPECT_EQ(first_complaint("feb"), "fever-adult");
}

TEST(ComplaintSearch, a_slip_of_the_finger_is_forgiven)
{
    EXPECT_EQ(first_complaint("halsbetenelse"), "sore-throat");
    EXPECT_EQ(first_complaint("hjetrebank"), "palpitations");
    EXPECT_EQ(first_complaint("febre"), "fever-child");
}

TEST(ComplaintSearch, what_fits_nothing_finds_nothing_and_nothing_finds_all)
{
    EXPECT_EQ(first_complaint("xylofon"), "none");
    const auto reading = read_content(HL_SOURCE_DIR "/content/triage");
    EXPECT_EQ(complaint_index(reading.content).find("").size(), reading.content.protocols.size());
    EXPECT_EQ(complaint_index(reading.content).find("  i ").size(), reading.content.protocols.size());
}

TEST(ComplaintSearch, icpc_2_is_found_by_code_and_by_title)
{
    EXPECT_EQ(first_code("R21"), "R21");
    EXPECT_EQ(first_code("hals"), "R21");
    EXPECT_EQ(first_code("lungebetennelse"), "R81");
    EXPECT_EQ(first_code("hjerteinfarkt"), "K75");
}

TEST(ComplaintSearch, the_expansion_carries_code_and_display)
{
    const auto reading = read_content(HL_SOURCE_DIR "/content/triage");
    const auto document = expand_complaints(
        reading.content, complaint_index(reading.content), "sore throat", Language::en, 10, Instant{});
    const auto first = document.root()["expansion"]["contains"].at(0);
    EXPECT_EQ(first["code"].text(), "sore-throat");
    EXPECT_EQ(first["display"].text(), "Sore throat");
    EXPECT_EQ(document.root()["expansion"]["timestamp"].text(), "1970-01-01T00:00:00.000Z");
}

// tests/triage/phrases.tsv: what people write, with everyday words, dialect and slips.
TEST(ComplaintSearch, what_people_write_is_among_the_first_three)
{
    constexpr std::size_t goal = 95;  // Of a hundred.
    const auto content = load_content(HL_SOURCE_DIR "/content/triage");
    ASSERT_TRUE(content.ok());
    const auto index = complaint_index(*content);
    std::ifstream lines(HL_SOURCE_DIR "/tests/triage/phrases.tsv");
    std::size_t phrases = 0, found = 0;
    std::string missed;
    for (std::string line; std::getline(lines, line);) {
        const auto parts = split(line, '\t');
        if (line.starts_with('#') || parts.size() != 3)
            continue;
        ++phrases;
        auto matches = index.find(parts[2]);
        matches.resize(std::min<std::size_t>(matches.size(), 3));
        const bool is_found
            = std::ranges::any_of(matches, [&](std::size_t match) { return content->protocols[match].id == parts[0]; });
        found += is_found ? 1 : 0;
        if (!is_found)
            missed += fmt::format("{}: {}\n", parts[0], parts[2]);
    }
    EXPECT_GE(phrases, 400U);
    EXPECT_GE(found * 100, goal * phrases) << found << " of " << phrases << '\n' << missed;
    RecordProperty("phrases", static_cast<int>(phrases));
    RecordProperty("found", static_cast<int>(found));
}

}  // namespace

}  // namespace helselos::triage
