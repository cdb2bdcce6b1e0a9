// The plans that SQLite makes of our statements: everything is looked up, nothing is
// scanned or sorted that need not be.
#include "store/sqlite/search/plan.h"

#include "store/sqlite/schema.h"
#include "store/sqlite/search/probe.h"

#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

using fhir::SearchType;
using fhir::search::Criterion;
using fhir::search::Modifier;
using fhir::search::Prefix;

class PlanTest : public testing::Test {
protected:
    PlanTest()
        : m_connection(Connection::open({.path = ":memory:", .is_writer = true}).value()),
          m_names(*m_connection, m_shared)
    {
        HL_ASSERT(bring_up_to_date(*m_connection).ok());
        for (const char* name :
            {"Observation", "Observation.code", "Observation.date", "Observation.subject", "s", "Patient"})
            HL_ASSERT(m_names.intern(name).ok());
        HL_ASSERT(m_connection
                      ->run("INSERT INTO counter VALUES(1,1000000,1000000);"
                            "INSERT INTO resource VALUES(7,6,'1',0,0,0);"
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<40000)"
                            " INSERT INTO token SELECT 2,'common',5,i FROM n;"
                            "INSERT INTO token VALUES(2,'rare',5,3);"
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<40000)"
                            " INSERT INTO date SELECT 3,0,i,i+1,i FROM n;")
                      .ok());
    }

    std::string explain(std::vector<Criterion> all_of, bool is_page, const Scope& scope = {.everything = true})
    {
        const Moment moment{*m_connection, m_names};
        auto inquiry = Inquiry::of(moment, scope).value();
        const std::vector<fhir::search::Clause> clauses(all_of.begin(), all_of.end());
        auto plan = make_plan(inquiry, "Observation", clauses, 8).value();
        HL_ASSERT(choose_driver(*m_connection, plan, probe_long).ok());
        Sql sql = "EXPLAIN QUERY PLAN SELECT d.resource";
        sql.add(candidates(plan, false, false)).add(is_page ? " ORDER BY d.resource LIMIT 21" : "");
        auto statement = sql.prepare(*m_connection).value();
        std::string lines;
        while (statement.step().value())
            lines.append(statement.text(3)).append("\n");
        return lines;
    }

    static Criterion code(const char* code)
    {
        return {"code", SearchType::token, Modifier::none, false, {fhir::search::TokenValue{{}, code}}};
    }
    static Criterion date(Prefix prefix, std::int64_t low)
    {
        return {"date", SearchType::date, Modifier::none, false, {fhir::search::DateValue{prefix, low, low + 1}}};
    }

private:
    std::unique_ptr<Connection> m_connection;
    SharedNames m_shared;
    Names m_names;
};

bool has(const std::string& plan, std::string_view text)
{
    return plan.find(text) != std::string::npos;
}

}  // namespace

TEST_F(PlanTest, one_token_is_read_in_order_without_sorting)
{
    const auto plan = explain({code("common")}, true);
    EXPECT_TRUE(has(plan, "SEARCH token USING PRIMARY KEY (parameter=? AND code=? AND system=?)")) << plan;
    EXPECT_FALSE(has(plan, "TEMP B-TREE")) << plan;
    EXPECT_FALSE(has(plan, "SCAN")) << plan;
}

TEST_F(PlanTest, the_whole_type_is_read_in_order_without_sorting)
{
    const auto plan = explain({}, true);
    EXPECT_TRUE(has(plan, "SEARCH living USING PRIMARY KEY (type=?)")) << plan;
    EXPECT_FALSE(has(plan, "TEMP B-TREE")) << plan;
}

TEST_F(PlanTest, the_rarer_of_two_drives_and_the_other_is_looked_up)
{
    for (const auto& all_of : {std::vector{code("common"), code("rare")}, std::vector{code("rare"), code("common")}}) {
        const auto plan = explain(all_of, false);
        EXPECT_TRUE(has(plan, "(parameter=? AND code=? AND system=? AND resource=?)")) << plan;
        EXPECT_FALSE(has(plan, "SCAN")) << plan;
    }
}

TEST_F(PlanTest, a_rare_date_drives_by_its_start_in_each_class_of_width)
{
    const auto plan = explain({date(Prefix::gt, 39'990)}, true);
    EXPECT_TRUE(has(plan, "SEARCH t USING PRIMARY KEY (parameter=? AND width=? AND low>?)")) << plan;
}

TEST_F(PlanTest, a_scope_is_an_index_condition)
{
    const auto plan = explain({code("common")}, false, {.owners = {"Patient/1"}});
    EXPECT_TRUE(has(plan, "SEARCH m USING PRIMARY KEY (owner=? AND type=?")) << plan;
    EXPECT_FALSE(has(plan, "SCAN token")) << plan;
}

TEST_F(PlanTest, an_exception_is_an_index_condition_and_costs_nothing_where_nobody_has_heard_of_it)
{
    const auto plain = explain({code("common")}, false, {.owners = {"Patient/1"}});
    const Scope unheard{.reaches = {{{"Patient/1"}, {"Patient/1!parent"}}}};
    EXPECT_EQ(explain({code("common")}, false, unheard), plain);
    const auto plan = explain({code("common")}, false, {.reaches = {{{"Patient/1"}, {"Patient/1"}}}});
    EXPECT_TRUE(has(plan, "SEARCH c USING PRIMARY KEY (owner=? AND type=? AND resource=?")) << plan;
    EXPECT_FALSE(has(plan, "SCAN token")) << plan;
    EXPECT_FALSE(has(plan, "SCAN c")) << plan;
}

}  // namespace helselos::store::sqlite
