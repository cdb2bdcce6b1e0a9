// An operator adds a code system of some thousands of concepts; from the next start on it is asked over HTTP.
#include "journeys/house_in_a_box.h"

#include "app/terminology_command.h"

#include <fstream>

namespace helselos::tests {

namespace {

constexpr int concepts = 6'000;

class LargeCodeSystem : public HouseInABox {
protected:
    // Code n is below n / 2, and each tenth below 3 as well: a graph, and no tree.
    void SetUp() override
    {
        HouseInABox::SetUp();
        const auto file = folder() / "codes.ndjson";
        std::ofstream out(file);
        out << R"({"resourceType":"CodeSystem","url":"https://example.org/large","version":"1","name":"Large",)"
            << R"("status":"active","content":"complete","hierarchyMeaning":"is-a"})" << '\n';
        for (int n = 1; n <= concepts; ++n) {
            out << R"({"code":")" << n << R"(","display":"Tilstand nummer )" << n << R"(","property":[)";
            out << (n > 1 ? R"({"code":"parent","valueCode":")" + std::to_string(n / 2) + "\"}" : "");
            out << (n > 3 && n % 10 == 0 ? R"(,{"code":"parent","valueCode":"3"})" : "") << "]}\n";
        }
        out.close();
        ASSERT_EQ(app::add_terminology(folder(), file.string()), 0);
        ASSERT_EQ(app::list_terminology(folder()), 0);
        open_again();
        const auto put = ask(http::Method::put, "/ValueSet/large", "operator",
            R"({"resourceType":"ValueSet","id":"large","url":"https://example.org/below-3","status":"active","compose":
            {"include":[{"system":"https://example.org/large","filter":[{"property":"concept","op":"is-a","value":"3"}]}]}})");
        ASSERT_EQ(put.status, 201) << put.text;
    }

    std::string result_for(int code)
    {
        const auto answer = get("/ValueSet/$validate-code?url=https://example.org/below-3&system="
                                "https://example.org/large&code="
                + std::to_string(code),
            "");
        for (const auto part : answer.root()["parameter"].elements())
            if (part["name"].text() == "result")
                return std::string(part["valueBoolean"].text());
        return std::to_string(answer.status);
    }
};

// By the rule the codes were made by.
bool is_below_3(int code)
{
    return code == 3 || (code > 3 && (code % 10 == 0 || is_below_3(code / 2)));
}

}  // namespace

TEST_F(LargeCodeSystem, is_known_from_the_next_start_on_and_answers_as_it_was_made)
{
    for (int code = 1; code <= concepts; code += 37)
        EXPECT_EQ(result_for(code), is_below_3(code) ? "true" : "false") << code;
    EXPECT_EQ(result_for(concepts + 1), "false");
}

TEST_F(LargeCodeSystem, is_expanded_page_by_page_and_by_words)
{
    const auto page = get("/ValueSet/large/$expand?filter=nummer+5990&count=5", "");
    EXPECT_EQ(page.root()["expansion"]["contains"].at(0)["code"].text(), "5990") << page.text;
    const auto all = get("/ValueSet/large/$expand?count=2&offset=1", "");
    std::size_t below = 0;
    for (int code = 1; code <= concepts; ++code)
        below += is_below_3(code) ? 1 : 0;
    EXPECT_EQ(all.root()["expansion"]["total"].text(), std::to_string(below));
    EXPECT_EQ(all.root()["expansion"]["contains"].size(), 2U);
}

TEST_F(LargeCodeSystem, serves_searches_below_a_code)
{
    for (const int code : {2990, 2999})
        ASSERT_EQ(post("/Condition", "operator",
                      R"({"resourceType":"Condition","subject":{"display":"x"},"code":{"coding":[{"system":)"
                      R"("https://example.org/large","code":")"
                          + std::to_string(code) + R"("}]}})")
                      .status,
            201);
    const auto found = get("/Condition?code:below=https://example.org/large|1495&_summary=count", "operator");
    EXPECT_EQ(found.root()["total"].text(), "1") << found.text;
}

TEST_F(LargeCodeSystem, is_unknown_and_not_wrong_once_it_is_removed)
{
    ASSERT_EQ(app::remove_terminology(folder(), "https://example.org/large"), 0);
    open_again();
    EXPECT_EQ(result_for(3), "422");
}

}  // namespace helselos::tests
