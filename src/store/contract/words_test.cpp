#include "store/contract/contract.h"

namespace helselos::store {

namespace {

using fhir::search::Words;

Words words(Words::In in, std::vector<Words::Word> all, std::string parameter = {})
{
    return {in, std::move(parameter), std::move(all)};
}

Words content(std::string word)
{
    return words(Words::In::content, {{std::move(word), false}});
}

Words code_text(std::string word)
{
    return words(Words::In::parameter, {{std::move(word), false}}, "code");
}

Change observation(Act act, const std::string& id, const std::string& text, const std::vector<std::string>& owners = {})
{
    Change change{{"Observation", id}, act, {}, {}, {}};
    change.body = {R"({"resourceType":"Observation","meta":{)",
        R"(},"text":{"status":"generated","div":"<div><p>Told: )" + text
            + R"(</p></div>"},"status":"final","code":{"text":")" + text + R"("},"note":[{"text":"Said )" + text
            + R"("}]})"};
    for (const auto& owner : owners)
        change.memberships.push_back({owner, change.key});
    return change;
}

}  // namespace

TEST_P(Contract, words_are_found_in_the_narrative_the_content_and_the_coded_text)
{
    ASSERT_TRUE(put(observation(Act::create, "a", "Blood pressure")));
    ASSERT_TRUE(put(observation(Act::create, "b", "Blood sugar")));
    EXPECT_EQ(ids("Observation", {words(Words::In::narrative, {{"told", false}})}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Observation", {words(Words::In::narrative, {{"said", false}})}), Ids{});
    EXPECT_EQ(ids("Observation", {words(Words::In::content, {{"said", false}, {"sugar", false}})}), Ids{"b"});
    EXPECT_EQ(ids("Observation", {code_text("pressure")}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {code_text("told")}), Ids{});
    EXPECT_EQ(ids("Observation", {words(Words::In::parameter, {{"pres", true}, {"blood", false}}, "code")}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {words(Words::In::parameter, {{"blood", false}}, "category")}), Ids{});
    EXPECT_EQ(ids("Patient", {content("blood")}), Ids{});
}

TEST_P(Contract, words_are_found_together_with_other_criteria_and_negated)
{
    auto first = observation(Act::create, "a", "blood");
    first.rows = with_token("status", "", "final");
    ASSERT_TRUE(put(first));
    ASSERT_TRUE(put(observation(Act::create, "b", "blood")));
    ASSERT_TRUE(put(observation(Act::create, "c", "heart")));
    EXPECT_EQ(ids("Observation", {token("status", {}, "final"), content("blood")}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {content("blood"), token("status", {}, "final")}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {fhir::search::NoneOf{{content("blood")}}}), Ids{"c"});
    EXPECT_EQ(
        ids("Observation", {fhir::search::AnyOf{{content("heart"), token("status", {}, "final")}}}), (Ids{"a", "c"}));
}

TEST_P(Contract, words_of_what_was_updated_or_removed_are_found_no_longer)
{
    ASSERT_TRUE(put(observation(Act::create, "a", "blood")));
    ASSERT_TRUE(put(observation(Act::create, "b", "blood")));
    ASSERT_TRUE(put(observation(Act::update, "a", "heart")));
    remove("Observation", "b");
    EXPECT_EQ(ids("Observation", {content("blood")}), Ids{});
    EXPECT_EQ(ids("Observation", {content("heart")}), Ids{"a"});
}

TEST_P(Contract, words_show_nothing_outside_the_scope)
{
    ASSERT_TRUE(put(observation(Act::create, "a", "blood", {"Patient/1"})));
    ASSERT_TRUE(put(observation(Act::create, "b", "blood", {"Patient/2"})));
    auto asked = query("Observation", {content("blood")});
    asked.total = fhir::search::Total::accurate;
    const Scope first{.owners = {"Patient/1"}};
    EXPECT_EQ(find(asked, first).total, 1U);
    EXPECT_EQ(ids(asked, first), Ids{"a"});
    EXPECT_EQ(ids(asked, Scope{.owners = {"Patient/3"}}), Ids{});
    EXPECT_EQ(reader()->count(asked, Scope{}).value(), 0U);
}

TEST_P(Contract, words_are_paged_in_order)
{
    Ids expected;
    for (int i = 0; i < 25; ++i) {
        expected.push_back("o" + std::to_string(i));
        ASSERT_TRUE(put(observation(Act::create, expected.back(), "blood")));
    }
    auto asked = query("Observation", {content("blood")});
    asked.count = 10;
    EXPECT_EQ(ids_of_all_pages(asked), expected);
}

TEST_P(Contract, words_are_found_by_the_writer_in_what_it_has_just_written)
{
    ASSERT_TRUE(put(observation(Act::create, "a", "blood")));
    EXPECT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.put(observation(Act::create, "b", "blood")));
        TRY(transaction.put(observation(Act::update, "a", "heart")));
        const auto found = TRY(transaction.search(query("Observation", {content("blood")}), everyone));
        EXPECT_EQ(found.matches.size(), 1U);
        EXPECT_EQ(found.matches.at(0).key.id, "b");
        return {};
    }));
}

TEST_P(Contract, words_are_found_after_the_store_was_opened_again)
{
    ASSERT_TRUE(put(observation(Act::create, "a", "blood")));
    EXPECT_EQ(ids("Observation", {content("blood")}), Ids{"a"});
    reopen();
    EXPECT_EQ(ids("Observation", {content("blood")}), Ids{"a"});
}

TEST_P(Contract, a_question_without_words_is_invalid)
{
    ASSERT_TRUE(put(observation(Act::create, "a", "blood")));
    const auto answer = reader()->search(query("Observation", {content("!")}), everyone);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().kind, Kind::invalid);
}

TEST_P(Contract, contains_finds_what_stands_anywhere_in_a_value)
{
    create("Patient", "a", with_string("name", "Nordmann", with_string("name", "Kari Anne")));
    create("Patient", "b", with_string("name", "O'Brien-Nordahl"));
    create("Patient", "c", with_string("address", "Nordmannveien"));
    create("Patient", "d", with_string("name", "Blåbærsund"));
    update("Patient", "d", with_string("name", "Nordberg"));
    const auto asked = [&](const char* text) { return ids("Patient", {string("name", text, Modifier::contains)}); };
    EXPECT_EQ(asked("ord"), (Ids{"a", "b", "d"}));
    EXPECT_EQ(asked("nordmann"), Ids{"a"});
    EXPECT_EQ(asked("i an"), Ids{"a"});
    EXPECT_EQ(asked("n-n"), Ids{"b"});
    EXPECT_EQ(asked("bær"), Ids{});
    EXPECT_EQ(asked("an"), Ids{"a"});
    EXPECT_EQ(asked("ordx"), Ids{});
}

}  // namespace helselos::store
