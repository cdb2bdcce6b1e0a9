#include "base/random.h"
#include "store/sqlite/migrations/all.h"
#include "store/sqlite/open.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

std::string content_of(Connection& connection)
{
    std::string lines;
    for (const char* sql : {"SELECT parameter,hex(key),resource FROM composite ORDER BY 1,2,3",
             "SELECT parameter,'','' FROM differing ORDER BY 1"}) {
        auto rows = connection.prepare(sql).value();
        while (rows.step().value())
            lines.append(rows.text(0)).append(" ").append(rows.text(1)).append(" ").append(rows.text(2)).append("\n");
    }
    return lines;
}

Change observation(const std::string& id, const char* code, std::int64_t at, double value)
{
    Change change{{"Observation", id}, Act::create, {"{", "}"}, {}, {}};
    change.rows.tokens = {{"code", "loinc", code}, {"code", "local", code}};
    change.rows.dates = {{"date", at, at + 1}};
    change.rows.quantities
        = {{"value-quantity", "", "mg", value, value}, {"value-quantity", "ucum", "mg", value, value}};
    return change;
}

}  // namespace

// What an older store has beside its resources gives the same rows as writing them gives.
TEST(CompositeLayout, is_filled_from_what_is_there)
{
    const auto folder = std::filesystem::temp_directory_path() / ("helselos-composite-" + make_uuid(secure_random()));
    auto store = open(folder, {}, system_clock()).value();
    ASSERT_TRUE(store->write([](Transaction& transaction) -> Result<void> {
        TRY(transaction.put(observation("a", "hb", 1000, 12)));
        TRY(transaction.put(observation("b", "crp", 2000, 5)));
        auto two_dates = observation("c", "hb", 3000, 13);
        two_dates.rows.dates.push_back({"date", 4000, 4001});
        TRY(transaction.put(two_dates));
        TRY(transaction.put(observation("gone", "hb", 5000, 1)));
        TRY(transaction.put(Change{{"Observation", "gone"}, Act::remove, {}, {}, {}}));
        return {};
    }));
    store.reset();
    {
        const auto connection
            = Connection::open({.path = (folder / "helselos.db").string(), .is_writer = true}).value();
        const auto written = content_of(*connection);
        EXPECT_EQ(std::ranges::count(written, '\n'), 2 * 2 + 2 * 2 + 2 * 3 + 1);
        ASSERT_TRUE(connection->run("DELETE FROM composite; DELETE FROM differing;"));
        ASSERT_TRUE(migrations::fill_composite(*connection));
        EXPECT_EQ(content_of(*connection), written);
    }
    std::filesystem::remove_all(folder);
}

}  // namespace helselos::store::sqlite
