#include "fhir/terminology/order.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace helselos::fhir::terminology {

namespace {

Lists lists_of(const std::vector<std::vector<std::uint32_t>>& all)
{
    Lists lists;
    for (const auto& one : all) {
        lists.values.insert(lists.values.end(), one.begin(), one.end());
        lists.end_list();
    }
    return lists;
}

// By walking up from the narrower, as slowly as can be.
bool is_below_by_walking(const Lists& parents, Place narrow, Place broad)
{
    std::vector<Place> waiting{narrow};
    std::vector<bool> seen(parents.size());
    while (!waiting.empty()) {
        const auto at = waiting.back();
        waiting.pop_back();
        if (at == broad)
            return true;
        if (seen[at])
            continue;
        seen[at] = true;
        const auto above = parents.of(at);
        waiting.insert(waiting.end(), above.begin(), above.end());
    }
    return false;
}

// Places are shuffled, so that the broader need not stand before the narrower.
Lists random_hierarchy(std::mt19937_64& dice, std::size_t size, std::size_t parents_max)
{
    std::vector<std::uint32_t> shuffled(size);
    for (std::size_t i = 0; i < size; ++i)
        shuffled[i] = static_cast<std::uint32_t>(i);
    std::shuffle(shuffled.begin(), shuffled.end(), dice);
    std::vector<std::vector<std::uint32_t>> parents(size);
    for (std::size_t i = 1; i < size; ++i)
        for (std::size_t left = dice() % (parents_max + 1); left > 0; --left) {
            auto& own = parents[shuffled[i]];
            const auto other = shuffled[dice() % i];
            if (std::find(own.begin(), own.end(), other) == own.end())
                own.push_back(other);
        }
    return lists_of(parents);
}

}  // namespace

TEST(Order, agrees_with_a_walk_in_every_hierarchy_of_chance)
{
    std::mt19937_64 dice(20261122);
    for (std::size_t round = 0; round < 120; ++round) {
        const auto parents = random_hierarchy(dice, 1 + dice() % 60, 1 + round % 4);
        const auto order = order_of(parents);
        ASSERT_TRUE(order.ok());
        ASSERT_FALSE(order->has_circle);
        for (Place narrow = 0; narrow < parents.size(); ++narrow)
            for (Place broad = 0; broad < parents.size(); ++broad)
                ASSERT_EQ(is_within(order->stretches.of(broad), order->number[narrow]),
                    is_below_by_walking(parents, narrow, broad))
                    << "round " << round << ": " << narrow << " below " << broad;
    }
}

TEST(Order, of_a_tree_has_one_stretch_a_concept)
{
    const auto order = order_of(lists_of({{}, {0}, {0}, {1}, {1}, {2}}));
    EXPECT_EQ(order->stretches.values.size(), 12U);
}

TEST(Order, numbers_and_places_are_each_others_inverse)
{
    const auto order = order_of(lists_of({{1}, {}, {1, 0}, {}}));
    for (Place place = 0; place < 4; ++place)
        EXPECT_EQ(order->place[order->number[place]], place);
}

TEST(Order, a_long_chain_costs_no_stack_and_one_stretch_each)
{
    std::vector<std::vector<std::uint32_t>> chain(200'000);
    for (std::uint32_t i = 1; i < chain.size(); ++i)
        chain[i] = {i - 1};
    const auto order = order_of(lists_of(chain));
    EXPECT_EQ(order->stretches.values.size(), 2 * chain.size());
    EXPECT_TRUE(is_within(order->stretches.of(0), order->number[199'999]));
    EXPECT_FALSE(is_within(order->stretches.of(199'999), order->number[0]));
}

TEST(Order, a_circle_is_told)
{
    EXPECT_TRUE(order_of(lists_of({{2}, {0}, {1}}))->has_circle);
    EXPECT_TRUE(order_of(lists_of({{0}}))->has_circle);
    EXPECT_FALSE(order_of(lists_of({}))->has_circle);
}

}  // namespace helselos::fhir::terminology
