#include "base/random.h"
#include "store/sqlite/log/check_log.h"
#include "store/sqlite/migrations/all.h"
#include "store/sqlite/open.h"
#include "store/sqlite/schema.h"

#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

// What an older program wrote is chained as it stands; a row says from where on a change shows.
TEST(LogLayout, chains_the_rows_that_are_there_and_says_so)
{
    const auto folder = std::filesystem::temp_directory_path() / ("helselos-log-" + make_uuid(secure_random()));
    std::filesystem::create_directories(folder);
    const auto file = (folder / "helselos.db").string();
    {
        const auto old = Connection::open({.path = file, .is_writer = true}).value();
        const std::array steps{Migration{1, "first_layout", migrations::first_layout},
            Migration{2, "composite", migrations::composite, migrations::fill_composite}};
        ASSERT_TRUE(bring_up_to_date(*old, steps));
        // 600 rows over two days, of which number 5 is missing.
        ASSERT_TRUE(old->run("INSERT INTO name(text) VALUES('R');"
                             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<600)"
                             " INSERT INTO audit SELECT i,1700000000000+i*200000,'Practitioner/1',0,1,1,'Patient/1',"
                             "'Patient/1',0,0 FROM n WHERE i<>5"));
    }
    SetClock clock(Instant(std::chrono::milliseconds{1'800'000'000'000}));
    {
        const auto store = open(folder, {.has_threads = false}, clock).value();
        const auto log
            = store->reader().value()->audit_search({.patients = {}, .agent = "system", .count = 10}).value();
        ASSERT_EQ(log.rows.size(), 1U);
        EXPECT_EQ(log.rows[0].row.interaction, "log-chained");
        EXPECT_EQ(log.rows[0].number, 601U);
        EXPECT_TRUE(log.rows[0].row.reason.starts_with("The 599 rows"));
        ASSERT_TRUE(store->write([](Transaction& transaction) { return transaction.audit({.agent = "x"}); }));
    }
    auto found = check_log(folder).value();
    EXPECT_TRUE(found.findings.empty()) << found.findings.at(0).text;
    EXPECT_EQ(found.rows, 601);
    EXPECT_EQ(found.unchained, 599);
    EXPECT_GE(found.days, 2);
    {
        const auto raw = Connection::open({.path = file, .is_writer = true}).value();
        ASSERT_TRUE(raw->run("UPDATE audit SET agent='y' WHERE id=300"));
    }
    found = check_log(folder).value();
    ASSERT_EQ(found.findings.size(), 1U);
    EXPECT_LE(found.findings[0].first, 300);
    EXPECT_GE(found.findings[0].last, 300);
    std::filesystem::remove_all(folder);
}

}  // namespace helselos::store::sqlite
