#include "store/sqlite/search/resource_set.h"

#include <gtest/gtest.h>
#include <vector>

namespace helselos::store::sqlite {

namespace {

std::vector<ResourceId> all_of(const ResourceSet& set, ResourceId from = 0)
{
    std::vector<ResourceId> found;
    for (auto next = set.after(from); next; next = set.after(*next))
        found.push_back(*next);
    return found;
}

}  // namespace

TEST(ResourceSet, gives_each_once_and_in_order)
{
    ResourceSet set;
    for (const ResourceId each : {70'000, 1, 63, 64, 16'383, 16'384, 1, 5'000'000, 65})
        set.add(each);
    EXPECT_EQ(set.size(), 8U);
    EXPECT_EQ(all_of(set), (std::vector<ResourceId>{1, 63, 64, 65, 16'383, 16'384, 70'000, 5'000'000}));
}

TEST(ResourceSet, begins_after_any_number)
{
    ResourceSet set;
    for (const ResourceId each : {64, 128, 100'000})
        set.add(each);
    EXPECT_EQ(all_of(set, 63), (std::vector<ResourceId>{64, 128, 100'000}));
    EXPECT_EQ(all_of(set, 64), (std::vector<ResourceId>{128, 100'000}));
    EXPECT_EQ(all_of(set, 16'383), std::vector<ResourceId>{100'000});
    EXPECT_EQ(all_of(set, 100'000), std::vector<ResourceId>{});
    EXPECT_EQ(all_of(ResourceSet()), std::vector<ResourceId>{});
}

}  // namespace helselos::store::sqlite
