// $everything gives out no more than reading and searching would, and stands in the log.
#include "access/small_world.h"

#include "base/limits.h"

#include <set>

namespace helselos::tests {

namespace {

constexpr const char* hidden_from_parents
    = R"(,"meta":{"security":[{"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"}]})";

class AccessEverything : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        observe("puls", "voksen");
        observe("open", "barn");
        observe("skjult", "barn", hidden_from_parents);
    }

    std::vector<access::AuditRow> rows_of(const std::string& agent)
    {
        std::vector<access::AuditRow> rows;
        EXPECT_TRUE(house().store().write([](store::Transaction&) { return Result<void>(); }));
        store::LogQuery query;
        query.agent = agent;
        query.count = limits::log_page_max;
        const auto log = house().store().reader().value()->audit_search(query).value();
        for (const auto& logged : log.rows)
            rows.push_back(logged.row);
        return rows;
    }

    static bool holds(const Answer& answer, const std::string& id)
    {
        return answer.text.find(R"("id":")" + id + R"(")") != std::string::npos;
    }
};

TEST_F(AccessEverything, the_patient_gets_their_own)
{
    const auto answer = as("voksen", "/Patient/voksen/$everything");
    EXPECT_EQ(answer.status, 200) << answer.text;
    EXPECT_TRUE(holds(answer, "voksen"));
    EXPECT_TRUE(holds(answer, "puls"));
    EXPECT_FALSE(holds(answer, "open"));
}

TEST_F(AccessEverything, of_a_patient_out_of_scope_nothing_is_found_as_if_there_were_none)
{
    const auto hidden = as("annan", "/Patient/voksen/$everything");
    const auto none = as("annan", "/Patient/ingen-slik/$everything");
    EXPECT_EQ(hidden.status, 404);
    EXPECT_EQ(hidden.text, none.text);
}

TEST_F(AccessEverything, a_parent_gets_what_is_not_kept_from_parents)
{
    const auto answer = as("forelder", "/Patient/barn/$everything");
    EXPECT_EQ(answer.status, 200) << answer.text;
    EXPECT_TRUE(holds(answer, "open"));
    EXPECT_FALSE(holds(answer, "skjult"));
}

TEST_F(AccessEverything, an_analyst_gets_nothing_of_one_patient)
{
    const auto answer = as("analytikar", "/Patient/voksen/$everything");
    EXPECT_NE(answer.status, 200);
    EXPECT_FALSE(holds(answer, "puls"));
}

TEST_F(AccessEverything, that_everything_was_given_out_stands_in_the_log_of_the_patient)
{
    ASSERT_EQ(as("voksen", "/Patient/voksen/$everything").status, 200);
    bool is_told = false;
    for (const auto& row : rows_of("Patient/voksen"))
        is_told |= row.interaction == "search-system" && row.patient == "Patient/voksen" && row.outcome == "0";
    EXPECT_TRUE(is_told);
}

TEST_F(AccessEverything, of_all_patients_a_resident_gets_themselves_and_whom_they_act_for)
{
    const auto own = as("voksen", "/Patient/$everything");
    EXPECT_EQ(own.status, 200) << own.text;
    EXPECT_TRUE(holds(own, "voksen"));
    EXPECT_TRUE(holds(own, "puls"));
    for (const auto* canary : {"forelder", "barn", "open", "skjult"})
        EXPECT_FALSE(holds(own, canary)) << canary;

    const auto parents = as("forelder", "/Patient/$everything");
    EXPECT_EQ(parents.status, 200) << parents.text;
    EXPECT_TRUE(holds(parents, "forelder"));
    EXPECT_TRUE(holds(parents, "barn"));
    EXPECT_TRUE(holds(parents, "open"));
    for (const auto* canary : {"voksen", "puls", "skjult"})
        EXPECT_FALSE(holds(parents, canary)) << canary;
}

TEST_F(AccessEverything, of_all_patients_who_has_no_tie_gets_nothing)
{
    const auto answer = as("annan", "/Patient/$everything");
    EXPECT_EQ(answer.status, 200) << answer.text;
    for (const auto* canary : {"voksen", "puls", "forelder", "barn", "open", "skjult"})
        EXPECT_FALSE(holds(answer, canary)) << canary;
}

TEST_F(AccessEverything, of_all_patients_an_analyst_gets_nothing)
{
    const auto analyst = as("analytikar", "/Patient/$everything");
    EXPECT_EQ(analyst.status, 403) << analyst.text;
    EXPECT_FALSE(holds(analyst, "puls"));
}

TEST_F(AccessEverything, of_all_patients_the_log_of_each_tells)
{
    ASSERT_EQ(as("forelder", "/Patient/$everything").status, 200);
    bool is_told_of_child = false;
    for (const auto& row : rows_of("Patient/forelder"))
        is_told_of_child |= row.interaction == "search-system" && row.patient == "Patient/barn" && row.outcome == "0";
    EXPECT_TRUE(is_told_of_child);
}

TEST_F(AccessEverything, a_page_of_one_leads_to_all_and_to_nothing_more)
{
    std::string path = "/Patient/$everything?_count=1";
    std::set<std::string> found;
    for (int pages = 0; !path.empty() && pages < 100; ++pages) {
        const auto answer = as("forelder", path);
        ASSERT_EQ(answer.status, 200) << answer.text;
        for (const auto* id : {"forelder", "barn", "open", "skjult", "voksen", "puls"})
            if (holds(answer, id))
                found.insert(id);
        const auto next = answer.text.find(R"("relation":"next","url":")");
        const auto begin = next == std::string::npos ? next : answer.text.find("/Patient/$everything", next);
        path = begin == std::string::npos ? "" : answer.text.substr(begin, answer.text.find('"', begin) - begin);
    }
    EXPECT_TRUE(path.empty());
    EXPECT_EQ(found, (std::set<std::string>{"barn", "forelder", "open"}));
}

}  // namespace

}  // namespace helselos::tests
