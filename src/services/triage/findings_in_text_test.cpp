#include "services/triage/findings_in_text.h"

#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

namespace helselos::triage {

namespace {

Content some_content()
{
    Content content;
    for (const auto& [id, present, said] : {std::tuple{"fever", "Feber", "temperatur"},
             std::tuple{"stiff-neck", "Stiv nakke", ""}, std::tuple{"vomiting", "Kaster opp", "spyr"},
             std::tuple{"pale", "Blek eller klam", "likblek"}, std::tuple{"cough", "Hoste", "hoster"}}) {
        Finding finding;
        finding.id = id;
        finding.present.write(Language::nb, Speaks::to_person, present);
        if (*said != '\0')
            finding.said.emplace_back(said);
        content.findings.push_back(std::move(finding));
    }
    return content;
}

const Content& content()
{
    static const auto made = some_content();
    return made;
}

// "fever, not cough".
std::string read(std::string_view text)
{
    std::string all;
    for (const auto& proposal : TextReader(content()).read(text))
        all += (all.empty() ? "" : ", ") + std::string(proposal.is_denied ? "not " : "")
            + content().findings[proposal.finding].id;
    return all;
}

TEST(FindingsInText, what_is_said_is_proposed_in_the_order_of_the_text)
{
    EXPECT_EQ(read("Har stiv nakke og feber"), "stiff-neck, fever");
    EXPECT_EQ(read("Ungen spyr, og har høy temperatur"), "vomiting, fever");
}

TEST(FindingsInText, a_denial_reaches_what_follows_in_its_clause)
{
    EXPECT_EQ(read("hoster, men ikke feber"), "cough, not fever");
    EXPECT_EQ(read("har ikke noe feber"), "not fever");
    EXPECT_EQ(read("ikke hoste men feber"), "not cough, fever");
    EXPECT_EQ(read("ikkje hoste. feber i natt"), "not cough, fever");
    EXPECT_EQ(read("uten feber"), "not fever");
}

TEST(FindingsInText, a_denial_may_end_the_clause)
{
    EXPECT_EQ(read("feber har jeg ikke"), "not fever");
    EXPECT_EQ(read("feber og vil ikke spise"), "fever");
    EXPECT_EQ(read("feber har hun ikke og hoster"), "not fever, cough");
}

TEST(FindingsInText, a_denial_may_stand_inside_the_words)
{
    EXPECT_EQ(read("kaster opp nå"), "vomiting");
    EXPECT_EQ(read("kaster ikke opp nå"), "not vomiting");
}

TEST(FindingsInText, what_is_both_said_and_denied_is_left_to_the_person)
{
    EXPECT_EQ(read("feber i går, ikke feber i dag"), "");
}

TEST(FindingsInText, endings_and_a_word_between_do_not_hide_it)
{
    EXPECT_EQ(read("feberen gir seg aldri"), "fever");
    EXPECT_EQ(read("kaster alltid opp"), "vomiting");
    EXPECT_EQ(read("stiv i hele kroppen og vondt i nakke"), "");
}

TEST(FindingsInText, a_statement_of_two_things_is_no_phrase)
{
    EXPECT_EQ(read("er blek"), "");
    EXPECT_EQ(read("er likblek"), "pale");
}

TEST(FindingsInText, the_words_are_told_as_they_were_written)
{
    const auto proposals = TextReader(content()).read("Mye FEBEREN nå");
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(proposals.front().words, "FEBEREN");
}

TEST(FindingsInText, any_bytes_are_read_without_harm)
{
    EXPECT_EQ(read(std::string_view("\xC3\x28 \xFF ' '' feber \0 x", 17)), "fever");
    EXPECT_EQ(read(std::string(100'000, 'a')), "");
}

TEST(FindingsInText, without_text_the_operation_is_refused)
{
    const auto parameters = *json::read(R"({"resourceType":"Parameters"})");
    EXPECT_EQ(findings_in_text(content(), TextReader(content()), parameters.root()).error().kind, Kind::invalid);
}

}  // namespace

}  // namespace helselos::triage
