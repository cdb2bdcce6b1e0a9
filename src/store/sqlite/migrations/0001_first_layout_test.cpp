#include "store/sqlite/migrations/all.h"
#include "store/sqlite/schema.h"

#include <gtest/gtest.h>

namespace helselos::store::sqlite {

// What the first release has: a later step must start from exactly this.
TEST(FirstLayout, has_its_tables_and_indexes)
{
    const auto connection = Connection::open({.path = ":memory:", .is_writer = true}).value();
    const Migration first{1, "first_layout", migrations::first_layout};
    ASSERT_TRUE(bring_up_to_date(*connection, {&first, 1}));

    auto names = connection
                     ->prepare("SELECT group_concat(name,' ') FROM (SELECT name FROM sqlite_schema"
                               " WHERE name NOT LIKE 'sqlite%' ORDER BY name)")
                     .value();
    ASSERT_TRUE(names.step().value());
    EXPECT_EQ(names.text(0),
        "audit audit_of_patient compartment counter date kept living meta name number quantity reference resource"
        " resource_by_logical_id string token uri version version_of_resource version_of_type waiting");
}

TEST(FirstLayout, keeps_search_rows_in_the_order_of_their_keys)
{
    const auto connection = Connection::open({.path = ":memory:", .is_writer = true}).value();
    ASSERT_TRUE(bring_up_to_date(*connection));
    // A clustered table has no index beside it: one insert for each row.
    EXPECT_EQ(connection
                  ->integer("SELECT count(*) FROM sqlite_schema WHERE type='index' AND tbl_name IN ('token',"
                            "'string','date','number','quantity','reference','uri','compartment')"
                            " AND rootpage NOT IN (SELECT rootpage FROM sqlite_schema WHERE type='table')")
                  .value(),
        0);
}

}  // namespace helselos::store::sqlite
