#include "base/random.h"
#include "store/sqlite/log/check_log.h"
#include "store/sqlite/migrations/all.h"
#include "store/sqlite/open.h"
#include "store/sqlite/schema.h"

#include <array>
#include <filesystem>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

class AttestLayout : public testing::Test {
protected:
    void SetUp() override
    {
        m_folder = std::filesystem::temp_directory_path() / ("helselos-attest-" + make_uuid(secure_random()));
        std::filesystem::create_directories(m_folder);
        const auto old = raw();
        const std::array steps{Migration{1, "first_layout", migrations::first_layout},
            Migration{2, "composite", migrations::composite, migrations::fill_composite}};
        ASSERT_TRUE(bring_up_to_date(*old, steps));
        ASSERT_TRUE(old->run("INSERT INTO name(text) VALUES('R');"
                             "INSERT INTO audit VALUES(1,1700000000000,'Practitioner/1',0,1,1,'Patient/1',"
                             "'Patient/1',0,0)"));
        const std::array with_log{steps[0], steps[1], Migration{3, "log", migrations::log, migrations::chain_log}};
        ASSERT_TRUE(bring_up_to_date(*old, with_log));
    }

    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::unique_ptr<Connection> raw()
    {
        return Connection::open({.path = (m_folder / "helselos.db").string(), .is_writer = true}).value();
    }

    // Numbers 1 and 2 are of the older layout, number 3 is of this one.
    void write_with_app()
    {
        SetClock clock(Instant(std::chrono::milliseconds{1'800'000'000'000}));
        const auto store = open(m_folder, {.has_threads = false}, clock).value();
        ASSERT_TRUE(
            store->write([](Transaction& transaction) { return transaction.audit({.agent = "x", .app = "an app"}); }));
    }

    std::filesystem::path m_folder;
};

}  // namespace

TEST_F(AttestLayout, leaves_the_digests_of_older_rows_as_they_are)
{
    write_with_app();
    const auto found = check_log(m_folder).value();
    EXPECT_TRUE(found.findings.empty()) << found.findings.at(0).text;
    EXPECT_EQ(found.rows, 3);
}

TEST_F(AttestLayout, shows_what_was_put_into_an_older_row_taken_out_or_changed)
{
    write_with_app();
    for (const char* change : {"UPDATE audit SET app=1 WHERE id=2", "UPDATE audit SET app=0 WHERE id=3",
             "UPDATE audit SET decided_by=1 WHERE id=3", "UPDATE audit SET legal_entity=app,app=0 WHERE id=3"}) {
        const auto connection = raw();
        ASSERT_TRUE(connection->run("CREATE TABLE kept_audit AS SELECT * FROM audit"));
        ASSERT_TRUE(connection->run(change)) << change;
        EXPECT_FALSE(check_log(m_folder).value().findings.empty()) << change;
        ASSERT_TRUE(
            connection->run("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept_audit; DROP TABLE kept_audit"));
    }
    EXPECT_TRUE(check_log(m_folder).value().findings.empty());
}

}  // namespace helselos::store::sqlite
