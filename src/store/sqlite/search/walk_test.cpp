// A walk gives what gathering and sorting gives.
#include "store/sqlite/search/walk.h"

#include "base/random.h"
#include "store/sqlite/open.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

using fhir::SearchType;
using fhir::search::Modifier;

class WalkTest : public testing::Test {
protected:
    WalkTest()
    {
        auto store = open(m_folder, {}, system_clock()).value();
        HL_ASSERT(store->write([&](Transaction& transaction) { return fill(transaction); }).ok());
        store.reset();
        m_connection = Connection::open({.path = (m_folder / "helselos.db").string()}).value();
        m_names = std::make_unique<Names>(*m_connection, m_shared);
    }

    ~WalkTest() override
    {
        m_names.reset();
        m_connection.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    Result<void> fill(Transaction& transaction)
    {
        for (int i = 0; i < 300; ++i)
            TRY(transaction.put(random_change(std::to_string(i), Act::create)));
        for (int i = 0; i < 100; ++i) {
            const auto id = std::to_string(below(m_random, 300));
            const auto there = TRY(transaction.read({"Thing", id}));
            const auto act = there->act == Act::remove ? Act::create : i % 5 == 0 ? Act::remove : Act::update;
            TRY(transaction.put(random_change(id, act)));
        }
        return {};
    }

    Change random_change(const std::string& id, Act act)
    {
        Change change{{"Thing", id}, act, {"{", "}"}, {}, {}};
        for (auto count = below(m_random, 4); count > 0; --count) {
            const auto low = static_cast<std::int64_t>(below(m_random, 40)) * 1000;
            const auto width = static_cast<std::int64_t>(1) << below(m_random, 42);
            change.rows.dates.push_back({"date", low, low + width});
        }
        change.rows.tokens = {{"code", "", below(m_random, 3) == 0 ? "rare" : "common"}};
        return change;
    }

    static fhir::search::Query question(const char* parameter, bool is_descending, const char* code)
    {
        fhir::search::Query query;
        query.type = "Thing";
        query.sort = {{parameter, SearchType::date, is_descending}};
        if (code != nullptr)
            query.all_of = {{"code", SearchType::token, Modifier::none, false, {fhir::search::TokenValue{{}, code}}}};
        return query;
    }

    std::vector<ResourceId> gathered(const fhir::search::Query& query)
    {
        auto plan = make_plan(moment(), query, {.everything = true}).value();
        plan.driver = &plan.type;
        const auto order = SortOrder::of(moment(), query).value();
        Sql sql = "SELECT d.resource,k.rows,r.sequence,r.logical_id";
        auto statement = sql.add(candidates(plan, true, true)).prepare(*m_connection).value();
        std::vector<Placed> placed;
        while (statement.step().value())
            placed.push_back(order.place(moment(), statement).value());
        std::ranges::sort(placed, [&](const auto& left, const auto& right) { return order.comes_before(left, right); });
        std::vector<ResourceId> resources;
        std::ranges::transform(placed, std::back_inserter(resources), &Placed::resource);
        return resources;
    }

    std::vector<ResourceId> walked(const fhir::search::Query& query, std::size_t page)
    {
        const auto plan = make_plan(moment(), query, {.everything = true}).value();
        const auto order = SortOrder::of(moment(), query).value();
        HL_ASSERT(order.has_walk());
        std::vector<ResourceId> resources;
        std::optional<Placed> after;
        for (;;) {
            const auto placed = walk(moment(), plan, order, after, page).value();
            std::ranges::transform(placed, std::back_inserter(resources), &Placed::resource);
            if (placed.size() < page)
                return resources;
            after = placed.back();
        }
    }

private:
    Moment moment() { return {*m_connection, *m_names}; }

    std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / ("helselos-walk-" + make_uuid(secure_random()));
    SeededRandom m_random{4711};
    std::unique_ptr<Connection> m_connection;
    SharedNames m_shared;
    std::unique_ptr<Names> m_names;
};

}  // namespace

TEST_F(WalkTest, by_date_and_by_newest_version_is_as_sorting_all)
{
    for (const char* parameter : {"date", "_lastUpdated"}) {
        for (const bool is_descending : {false, true}) {
            for (const char* code : {static_cast<const char*>(nullptr), "rare", "common"}) {
                const auto query = question(parameter, is_descending, code);
                const auto expected = gathered(query);
                EXPECT_FALSE(expected.empty());
                for (const std::size_t page : {1U, 7U, 1000U})
                    EXPECT_EQ(walked(query, page), expected) << parameter << is_descending << page;
            }
        }
    }
}

}  // namespace helselos::store::sqlite
