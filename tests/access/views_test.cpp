// Tables are made of what their caller may see, by as many threads as there are, and stand in the log as searches do.
#include "access/small_world.h"

#include "base/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::tests {

namespace {

constexpr const char* pulse = R"(,"category":[{"coding":[{"code":"vital-signs",
    "system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}],"valueInteger":70)";

class AccessViews : public SmallWorld {
protected:
    Answer run(const std::string& caller, const std::string& parameters = "")
    {
        const auto body = R"({"resourceType":"Parameters","parameter":[{"name":"viewResource","resource":{
            "resourceType":"ViewDefinition","resource":"Observation","select":[{"column":[
            {"name":"id","path":"id"},{"name":"subject","path":"subject.reference"},
            {"name":"text","path":"code.text"}]}]}})"
            + parameters + "]}";
        return ask(http::Method::post, "/ViewDefinition/$run?_format=csv", caller_of_the_matrix(caller), body);
    }

    void observe_many(std::size_t count, const std::string& patient)
    {
        std::string entries;
        for (std::size_t i = 0; i < count; ++i)
            entries += fmt::format(R"({}{{"request":{{"method":"PUT","url":"Observation/{}-{}"}},"resource":{{
                "resourceType":"Observation","id":"{}-{}","status":"final","code":{{"text":"kanari"}},
                "subject":{{"reference":"Patient/{}"}}}}}})",
                i == 0 ? "" : ",", patient, i, patient, i, patient);
        EXPECT_EQ(ask(http::Method::post, "/", caller_of_the_matrix("operator"),
                      R"({"resourceType":"Bundle","type":"transaction","entry":[)" + entries + "]}")
                      .status,
            200);
    }

    std::size_t searches_logged_of(const std::string& agent)
    {
        EXPECT_TRUE(house().store().write([](store::Transaction&) { return Result<void>(); }));
        store::LogQuery query;
        query.agent = agent;
        query.count = limits::log_page_max;
        const auto log = house().store().reader().value()->audit_search(query).value();
        return static_cast<std::size_t>(std::ranges::count_if(
            log.rows, [](const store::LoggedRow& logged) { return logged.row.interaction == "search-type"; }));
    }

    static std::size_t rows(const Answer& answer)
    {
        const auto lines = std::ranges::count(answer.text, '\n');
        return lines == 0 ? 0 : static_cast<std::size_t>(lines) - 1;
    }
};

constexpr std::size_t more_than_a_page = limits::search_page_max + 1;

TEST_F(AccessViews, a_table_of_many_has_all_the_caller_may_see_in_order_and_no_more)
{
    observe_many(more_than_a_page, "voksen");
    observe("kanari-framand", "framand");
    const auto answer = run("voksen");
    EXPECT_EQ(answer.status, 200) << answer.text;
    std::string expected = "id,subject,text\r\n";
    for (std::size_t i = 0; i < more_than_a_page; ++i)
        expected += fmt::format("voksen-{},Patient/voksen,kanari\r\n", i);
    EXPECT_EQ(answer.text, expected);
}

TEST_F(AccessViews, each_page_is_a_row_in_the_log_and_none_is_read_ahead_of_a_limit)
{
    observe_many(more_than_a_page, "voksen");
    EXPECT_EQ(rows(run("voksen", R"(,{"name":"_limit","valueInteger":3})")), 3U);
    EXPECT_EQ(searches_logged_of("Patient/voksen"), 1U);
    EXPECT_EQ(rows(run("voksen")), more_than_a_page);
    EXPECT_EQ(searches_logged_of("Patient/voksen"), 3U);
}

TEST_F(AccessViews, analysts_get_tables_of_what_tells_nobody)
{
    for (const char* patient : {"voksen", "framand", "delande", "sperrande"})
        observe(std::string("puls-") + patient, patient, pulse);
    EXPECT_EQ(rows(run("analytikar")), 0U) << "of four patients";
    observe("puls-forelder", "forelder", pulse);
    const auto answer = run("analytikar");
    EXPECT_EQ(rows(answer), 5U) << answer.text;
    for (const char* hidden : {"kanari", "voksen", "puls-"})
        EXPECT_EQ(answer.text.find(hidden), std::string::npos) << hidden << answer.text;
    EXPECT_EQ(run("analytikar", R"(,{"name":"patient","valueString":"voksen"})").status, 403);
}

}  // namespace

}  // namespace helselos::tests
