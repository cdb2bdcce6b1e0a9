#include "services/triage/medicines.h"

#include "services/triage/assess.h"
#include "services/triage/decimal.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace helselos::triage {

namespace {

const Content& content()
{
    static const Content loaded = [] {
        auto result = load_content(HL_SOURCE_DIR "/tests/triage/content");
        if (!result.ok())
            throw std::runtime_error(result.error().issues.front().text);
        return std::move(result).value();
    }();
    return loaded;
}

const Protocol& sore_throat()
{
    return *content().protocol("sore-throat");
}

Answers woman_of_30()
{
    auto answers = content().no_answers();
    answers.set(*content().finding("age-years"), given(30 * one));
    answers.set(*content().finding("sex"), given(0));
    return answers;
}

bool is_warned(const Answers& answers)
{
    const auto assessment = assess(content(), sore_throat(), answers);
    return std::ranges::any_of(
        assessment.advice, [](const Advice& advice) { return advice.kind == AdviceKind::avoid_medicine; });
}

TEST(Medicines, one_who_answered_so_is_told_what_to_avoid_and_by_which_source)
{
    auto answers = woman_of_30();
    answers.set(*content().finding("pregnant-or-newly-given-birth"), answered_yes);
    const auto assessment = assess(content(), sore_throat(), answers);
    ASSERT_EQ(assessment.medicines.size(), 1U);
    EXPECT_EQ(assessment.medicines.front()->id, "ibuprofen-in-pregnancy");
    EXPECT_TRUE(is_warned(answers));
    const auto& title = content().sources.find("NAKOS")->second.title;
    EXPECT_NE(std::ranges::find(assessment.sources, title), assessment.sources.end());
}

TEST(Medicines, one_who_did_not_say_so_is_told_nothing)
{
    EXPECT_FALSE(is_warned(woman_of_30()));
    auto answers = woman_of_30();
    answers.set(*content().finding("pregnant-or-newly-given-birth"), dont_know);
    EXPECT_FALSE(is_warned(answers));
}

TEST(Medicines, one_who_has_to_call_113_is_told_one_thing)
{
    auto answers = woman_of_30();
    answers.set(*content().finding("pregnant-or-newly-given-birth"), answered_yes);
    answers.set(content().red_screen.findings.front(), answered_yes);
    ASSERT_EQ(assess(content(), sore_throat(), answers).outcome, emergency);
    EXPECT_FALSE(is_warned(answers));
}

TEST(Headline, of_the_protocol_goes_before_what_all_say)
{
    auto protocol = sore_throat();
    const auto& common = content().levels[1].headline;
    EXPECT_EQ(&protocol.headline_or(Level::routine, common), &common);
    protocol.headline[1].write(Language::nb, Speaks::to_person, "Bestill time hos tannlegen");
    EXPECT_EQ(
        protocol.headline_or(Level::routine, common).in(Language::nb, Speaks::to_person), "Bestill time hos tannlegen");
}

TEST(Medicines, what_no_complaint_asks_for_can_be_told_to_nobody)
{
    auto medicine = content().medicines.front();
    EXPECT_TRUE(can_be_told(content(), sore_throat(), medicine));
    for (std::size_t i = 0; i < content().findings.size(); ++i) {
        const auto finding = static_cast<FindingIndex>(i);
        if (sore_throat().asks(finding) || content().findings[finding].kind != Finding::Kind::yes_no)
            continue;
        medicine.when = {Step{.act = Step::Act::is_yes, .finding = finding}};
        EXPECT_FALSE(can_be_told(content(), sore_throat(), medicine));
    }
}

}  // namespace

}  // namespace helselos::triage
