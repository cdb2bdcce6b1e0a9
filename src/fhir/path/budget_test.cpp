// What an attacker may write, and that it ends.
#include "fhir/path/shown_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::path {

namespace {

std::string nested(std::size_t depth)
{
    return std::string(depth, '(') + "1" + std::string(depth, ')');
}

helselos::Kind compile_error(const std::string& text)
{
    const auto expression = compile(text);
    return expression.ok() ? helselos::Kind::fault : expression.error().kind;
}

helselos::Kind error_of(const std::string& text, std::string_view resource = R"({"resourceType":"Patient"})")
{
    const auto document = json::read(resource).value();
    Environment environment(Definitions::r4());
    const auto items
        = evaluate(compile(text).value(), Item::of_resource(document.root(), Definitions::r4()), environment);
    return items.ok() ? helselos::Kind::fault : items.error().kind;
}

TEST(Budget, nesting_is_limited_at_under_and_over)
{
    EXPECT_EQ(evaluated(nested(limits::path_depth_max - 2)), "Integer 1");
    EXPECT_EQ(evaluated(nested(limits::path_depth_max - 1)), "Integer 1");
    EXPECT_EQ(compile_error(nested(limits::path_depth_max)), helselos::Kind::too_large);
    EXPECT_EQ(compile_error(nested(30'000)), helselos::Kind::too_large);
    EXPECT_EQ(compile_error(std::string(30'000, '-') + "1"), helselos::Kind::too_large);
    EXPECT_EQ(compile_error(std::string(30'000, '(')), helselos::Kind::too_large);
}

TEST(Budget, long_chains_are_not_deep)
{
    std::string sum = "1";
    std::string path = "name";
    for (int i = 0; i < 5'000; ++i) {
        sum += "+1";
        path += ".name";
    }
    EXPECT_EQ(evaluated(sum), "Integer 5001");
    EXPECT_EQ(evaluated(path, R"({"resourceType":"Patient"})"), "{}");
}

TEST(Budget, the_size_of_an_expression_is_limited)
{
    EXPECT_EQ(evaluated("1" + std::string(limits::path_expression_bytes_max - 1, ' ')), "Integer 1");
    EXPECT_EQ(compile_error("1" + std::string(limits::path_expression_bytes_max, ' ')), helselos::Kind::too_large);
}

TEST(Budget, walking_everything_again_and_again_is_too_costly)
{
    std::string items = R"({"linkId":"0"})";
    for (int i = 1; i < 28; ++i)
        items = R"({"linkId":")" + std::to_string(i) + R"(","item":[)" + items + "]}";
    const auto questionnaire = R"({"resourceType":"Questionnaire","item":[)" + items + "]}";
    std::string walk = "descendants()";
    for (int i = 0; i < 8; ++i)
        walk += ".descendants()";
    EXPECT_EQ(error_of(walk, questionnaire), helselos::Kind::too_costly);
    std::string product = "1";
    for (int i = 0; i < 5; ++i)
        product = "%resource.descendants().select(" + product + ")";
    EXPECT_EQ(error_of(product, questionnaire), helselos::Kind::too_costly);
    EXPECT_EQ(evaluated("repeat(children()).count() = descendants().count()", questionnaire), "Boolean true");
}

TEST(Budget, doubling_a_string_runs_out_of_memory_budget)
{
    std::string text = "'0123456789'";
    for (int i = 0; i < 40; ++i)
        text += ".select($this & $this)";
    EXPECT_EQ(error_of(text), helselos::Kind::too_costly);
    EXPECT_EQ(error_of("(1|2|3|4|5|6|7|8|9).aggregate($total & $total & 'x').length()"), helselos::Kind::fault);
}

TEST(Budget, replacing_cannot_blow_up)
{
    std::string text = "'aaaaaaaaaa'";
    for (int i = 0; i < 12; ++i)
        text += ".replace('a', 'aaaaaaaaaa')";
    EXPECT_EQ(error_of(text), helselos::Kind::too_costly);
}

TEST(Budget, endless_repetition_ends)
{
    EXPECT_EQ(error_of("1.repeat($this + 1)"), helselos::Kind::too_costly);
    EXPECT_EQ(evaluated("1.repeat($this)"), "Integer 1");
}

TEST(Budget, a_pattern_takes_linear_time)
{
    EXPECT_EQ(evaluated("'" + std::string(20'000, 'a') + "!'.matches('^(a+)+$')"), "Boolean false");
    EXPECT_EQ(error_of("'a'.matches('((((a{1000}){1000}){1000}){1000})')"), helselos::Kind::unprocessable);
    EXPECT_EQ(error_of("'a'.matches('((a{100}){10}){100}')"), helselos::Kind::unprocessable);
}

TEST(Budget, each_evaluation_has_the_whole_budget)
{
    Environment environment(Definitions::r4());
    environment.budget.steps = 50;
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(evaluated("1 + 2", Item(), environment), "Integer 3");
    EXPECT_EQ(evaluated("(1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10).select($this + 1)", Item(), environment),
        "refused: FHIRPath: the expression takes too many steps");
}

}  // namespace

}  // namespace helselos::fhir::path
