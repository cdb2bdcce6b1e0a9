#include "fhir/view_definition/evaluation.h"

#include "base/limits.h"
#include "fhir/view_definition/row_text.h"
#include "fhir/view_definition/view.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace helselos::fhir::view_definition {

namespace {

constexpr json::ReadLimits deep{200};  // Whoever calls compile() may have read with other limits than ours.

View view_of(std::string_view definition)
{
    const auto document = json::read(definition, deep).value();
    return compile(document.root(), Definitions::r4()).value();
}

Error error_of(std::string_view definition)
{
    const auto document = json::read(definition, deep).value();
    return compile(document.root(), Definitions::r4()).error();
}

class Text : public RowSink {
public:
    Text(const View& view, Format format, std::size_t limit = SIZE_MAX) : m_text(view, format), m_limit(limit) {}

    Result<Wanted> row(Row row) override
    {
        m_text.add(row, text);
        return ++rows >= m_limit ? Wanted::enough : Wanted::more;
    }

    std::string text;
    std::size_t rows = 0;

private:
    RowText m_text;
    std::size_t m_limit;
};

std::string table_of(std::string_view definition, std::string_view resource, Format format = Format::csv)
{
    const auto view = view_of(definition);
    const auto document = json::read(resource).value();
    Text text(view, format);
    Evaluation evaluation(view, Definitions::r4());
    EXPECT_TRUE(evaluation.rows_of(document.root(), text).ok());
    return text.text;
}

Result<Wanted> outcome_of(std::string_view definition, std::string_view resource, Text* rows = nullptr)
{
    const auto view = view_of(definition);
    const auto document = json::read(resource).value();
    Text text(view, Format::ndjson);
    Evaluation evaluation(view, Definitions::r4());
    return evaluation.rows_of(document.root(), rows != nullptr ? *rows : text);
}

std::string patient_with_names(std::size_t count)
{
    std::string text = R"({"resourceType":"Patient","id":"1","name":[{"family":"a"})";
    for (std::size_t i = 1; i < count; ++i)
        text += R"(,{"family":"a"})";
    return text + "]}";
}

std::string items(std::size_t depth)
{
    std::string text = R"({"resourceType":"QuestionnaireResponse")";
    std::string end = "}";
    for (std::size_t i = 0; i < depth; ++i) {
        text += R"(,"item":[{"linkId":"a")";
        end += "]}";
    }
    std::ranges::reverse(end);
    return text + end;
}

constexpr std::string_view pairs = R"({"resource":"Patient","select":[
    {"forEach":"name","column":[{"name":"a","path":"family"}]},
    {"forEach":"name","column":[{"name":"b","path":"family"}]}]})";

TEST(ViewDefinition, every_fault_is_told_with_its_element)
{
    const auto error = error_of(R"({"resource":"Pasient","constant":[{"name":"c"}],"where":[{"path":"("}],
        "select":[{"column":[{"name":"a-b","path":"id"},{"path":"id"}]},{"forEach":1}]})");
    EXPECT_EQ(error.kind, Kind::unprocessable);
    for (const auto* element : {"ViewDefinition.resource", "ViewDefinition.constant[0].value[x]",
             "ViewDefinition.where[0].path", "ViewDefinition.select[0].column[0].name",
             "ViewDefinition.select[0].column[1].name", "ViewDefinition.select[1].forEach"})
        EXPECT_TRUE(std::ranges::any_of(error.issues, [&](const Issue& issue) { return issue.element == element; }))
            << element;
}

TEST(ViewDefinition, a_column_knows_its_type_by_what_is_said_or_by_its_path)
{
    const auto view = view_of(R"-({"resource":"Patient","select":[{"column":[
        {"name":"said","path":"birthDate","type":"http://hl7.org/fhir/StructureDefinition/date"},
        {"name":"inferred","path":"gender"},{"name":"of_a_function","path":"name.exists()"}]}]})-");
    EXPECT_EQ(view.resource(), "Patient");
    EXPECT_EQ(view.columns()[0].type, "date");
    EXPECT_EQ(view.columns()[1].type, "code");
    EXPECT_EQ(view.columns()[2].type, "Boolean");
    EXPECT_EQ(view.columns()[1].element, "ViewDefinition.select[0].column[1]");
}

TEST(ViewDefinition, selects_are_nested_to_a_depth)
{
    const auto nested = [](std::size_t depth) {
        std::string text = R"({"resource":"Patient")";
        std::string end = "}";
        for (std::size_t i = 0; i <= depth; ++i) {
            text += R"(,"select":[{"column":[{"name":"c)" + std::to_string(i) + R"(","path":"id"}])";
            end = "}]" + end;
        }
        return text + end;
    };
    EXPECT_EQ(view_of(nested(limits::view_depth_max)).columns().size(), limits::view_depth_max + 1);
    EXPECT_EQ(error_of(nested(limits::view_depth_max + 1)).issues.front().code, "too-long");
}

TEST(Evaluation, a_row_in_csv_is_quoted_where_it_must_be)
{
    EXPECT_EQ(table_of(R"({"resource":"Patient","select":[{"column":[{"name":"a","path":"'x,y'"},
        {"name":"b","path":"'say \"x\"'"},{"name":"c","path":"''"},{"name":"d","path":"{}"},
        {"name":"e","path":"name.given","collection":true}]}]})",
                  R"({"resourceType":"Patient","name":[{"given":["A","B"]}]})"),
        "\"x,y\",\"say \"\"x\"\"\",\"\",,\"[\"\"A\"\",\"\"B\"\"]\"\r\n");
}

TEST(Evaluation, a_decimal_stands_as_it_was_written)
{
    constexpr std::string_view weight = R"({"resource":"Observation","select":[{"column":[
        {"name":"x","path":"value.ofType(Quantity).value","type":"decimal"}]}]})";
    constexpr std::string_view observation
        = R"({"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":0.010}})";
    EXPECT_EQ(table_of(weight, observation), "0.010\r\n");
    EXPECT_EQ(table_of(weight, observation, Format::ndjson), "{\"x\":0.010}\n");
}

TEST(Evaluation, a_resource_gives_so_many_rows_and_no_more)
{
    const auto rows = [](std::size_t names) { return outcome_of(pairs, patient_with_names(names)); };
    EXPECT_TRUE(rows(316).ok());
    const auto over = rows(317);
    static_assert(316 * 316 <= limits::view_rows_of_resource_max && 317 * 317 > limits::view_rows_of_resource_max);
    ASSERT_FALSE(over.ok());
    EXPECT_EQ(over.error().kind, Kind::too_costly);
}

TEST(Evaluation, a_repeat_goes_so_deep_and_no_deeper)
{
    constexpr std::string_view view
        = R"({"resource":"Patient","select":[{"repeat":["$this"],"column":[{"name":"a","path":"id"}]}]})";
    const auto outcome = outcome_of(view, R"({"resourceType":"Patient","id":"1"})");
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, Kind::too_costly);
    EXPECT_EQ(outcome.error().element, "ViewDefinition.select[0]");
}

TEST(Evaluation, items_below_items_are_found_as_deep_as_json_goes)
{
    const auto view = view_of(
        R"({"resource":"QuestionnaireResponse","select":[{"repeat":["item"],"column":[{"name":"a","path":"linkId"}]}]})");
    const auto document = json::read(items(30)).value();
    Text text(view, Format::ndjson);
    Evaluation evaluation(view, Definitions::r4());
    ASSERT_TRUE(evaluation.rows_of(document.root(), text).ok());
    EXPECT_EQ(text.rows, 30U);
}

TEST(Evaluation, all_paths_of_a_resource_share_one_budget)
{
    // Each of the rows is within what one expression may cost; together they are not.
    constexpr std::string_view view = R"-({"resource":"Patient","select":[{"forEach":"name",
        "column":[{"name":"a","path":"%resource.name.where(%resource.name.count() > 1).count()"}]}]})-";
    const auto outcome = outcome_of(view, patient_with_names(600));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, Kind::too_costly);
    EXPECT_TRUE(outcome_of(view, patient_with_names(20)).ok());
}

TEST(Evaluation, a_sink_that_has_enough_gets_no_more)
{
    const auto view = view_of(pairs);
    Text text(view, Format::ndjson, 3);
    const auto document = json::read(patient_with_names(5)).value();
    Evaluation evaluation(view, Definitions::r4());
    EXPECT_EQ(evaluation.rows_of(document.root(), text).value(), Wanted::enough);
    EXPECT_EQ(text.rows, 3U);
}

TEST(Evaluation, nothing_is_handed_out_of_a_resource_that_fails)
{
    const auto view = view_of(R"({"resource":"Patient","select":[{"forEach":"name",
        "column":[{"name":"a","path":"given"}]}]})");
    Text text(view, Format::ndjson);
    const auto document
        = json::read(R"({"resourceType":"Patient","name":[{"given":["A"]},{"given":["A","B"]}]})").value();
    Evaluation evaluation(view, Definitions::r4());
    const auto outcome = evaluation.rows_of(document.root(), text);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().element, "ViewDefinition.select[0].column[0].path");
    EXPECT_EQ(text.rows, 0U);
}

TEST(Evaluation, the_moment_is_handed_in)
{
    constexpr std::string_view view
        = R"-({"resource":"Patient","select":[{"column":[{"name":"day","path":"today()","type":"date"}]}]})-";
    EXPECT_EQ(outcome_of(view, R"({"resourceType":"Patient"})").error().kind, Kind::unsupported);
}

TEST(RowText, the_forms_go_by_their_names_and_media_types)
{
    EXPECT_EQ(format_named("csv"), Format::csv);
    EXPECT_EQ(format_named("application/x-ndjson"), Format::ndjson);
    EXPECT_FALSE(format_named("parquet"));
    EXPECT_EQ(media_type(Format::json), "application/json");
}

}  // namespace

}  // namespace helselos::fhir::view_definition
