#include "services/sharing/sharing_state.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>

namespace helselos::sharing {

namespace {

constexpr std::array states{
    State::sent, State::opened, State::acted_on, State::forwarded, State::answered, State::closed, State::withdrawn};
constexpr std::array acts{
    Act::open, Act::act, Act::record_outcome, Act::forward, Act::answer, Act::close, Act::withdraw};

// By hand: for each act a letter for each state above. "-" is refused, "=" leaves it as it is.
const std::map<Act, std::string> expected{
    {Act::open, "o=====-"},
    {Act::act, "aaa-a--"},
    {Act::record_outcome, "ccc-c--"},
    {Act::forward, "fff-f--"},
    {Act::answer, "nnn-n--"},
    {Act::close, "ccc-c--"},
    {Act::withdraw, "wwwwww="},
};

char letter_of(const Move& move)
{
    if (!move.is_allowed)
        return '-';
    if (!move.changes)
        return '=';
    switch (move.to) {
    case State::sent: return 's';
    case State::opened: return 'o';
    case State::acted_on: return 'a';
    case State::forwarded: return 'f';
    case State::answered: return 'n';
    case State::closed: return 'c';
    case State::withdrawn: return 'w';
    }
    return '?';
}

TEST(SharingState, each_act_in_each_state_is_as_the_table_of_care_says)
{
    for (const auto act : acts) {
        std::string row;
        for (const auto state : states)
            row += letter_of(move_by(act, state));
        EXPECT_EQ(row, expected.at(act)) << static_cast<int>(act);
    }
}

TEST(SharingState, what_leaves_a_state_as_it_is_names_that_state)
{
    for (const auto act : acts)
        for (const auto state : states)
            if (const auto move = move_by(act, state); move.is_allowed && !move.changes) {
                EXPECT_EQ(move.to, state);
            }
}

TEST(SharingState, nothing_but_withdrawing_changes_what_is_over)
{
    for (const auto act : acts)
        for (const auto state : states)
            if (is_over(state) && act != Act::withdraw) {
                EXPECT_FALSE(move_by(act, state).changes);
            }
}

TEST(SharingState, its_code_is_read_back_and_its_status_is_one_of_the_task)
{
    for (const auto state : states)
        EXPECT_EQ(state_named(code_of(state)), state);
    EXPECT_EQ(state_named("requested"), std::nullopt);
    EXPECT_EQ(status_of(State::answered), "in-progress");
}

TEST(SharingState, a_task_without_a_state_says_it_by_its_status)
{
    const std::map<std::string, State> by_status{{"requested", State::sent}, {"received", State::opened},
        {"in-progress", State::acted_on}, {"completed", State::closed}, {"cancelled", State::withdrawn},
        {"entered-in-error", State::withdrawn}};
    for (const auto& [status, state] : by_status) {
        const auto task = *json::read(R"({"status":")" + status + R"("})");
        EXPECT_EQ(state_of(task.root()), state) << status;
    }
}

TEST(SharingState, only_who_gives_care_finds_what_it_was)
{
    EXPECT_EQ(doer_of(Act::record_outcome), Doer::clinician);
    EXPECT_EQ(doer_of(Act::withdraw), Doer::resident);
    EXPECT_EQ(doer_of(Act::answer), Doer::recipient);
}

}  // namespace

}  // namespace helselos::sharing
