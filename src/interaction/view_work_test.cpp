#include "interaction/view_work.h"

#include "base/limits/view.h"
#include "fhir/definitions/definitions.h"
#include "fhir/view_definition/view.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace helselos::interaction {

namespace {

using fhir::Definitions;
using fhir::view_definition::Format;
using fhir::view_definition::Header;
using fhir::view_definition::Row;
using fhir::view_definition::RowText;
using fhir::view_definition::View;
using fhir::view_definition::Wanted;

View view()
{
    const auto definition = json::read(R"({"resourceType":"ViewDefinition","resource":"Patient","select":[
        {"column":[{"name":"id","path":"id"},{"name":"family","path":"name.family"}]}]})");
    return *fhir::view_definition::compile(definition->root(), Definitions::r4());
}

std::string patient(std::size_t number)
{
    return fmt::format(R"({{"resourceType":"Patient","id":"{}","name":[{{"family":"Berg"}}]}})", number);
}

// Two names: more than the column takes.
std::string wrong(std::size_t number)
{
    return fmt::format(
        R"({{"resourceType":"Patient","id":"{}","name":[{{"family":"Berg"}},{{"family":"Lund"}}]}})", number);
}

class Text : public TableSink {
public:
    Text(const RowText& form, std::optional<std::uint64_t> limit) : m_form(form), m_limit(limit)
    {
        m_form.begin(Header::yes, m_text);
    }

    Result<Wanted> row(Row row) override
    {
        begin_row();
        m_form.add(row, m_text);
        ++m_rows;
        return told();
    }

    bool takes(const Rows& rows) const override { return !m_limit || m_rows + rows.count <= *m_limit; }

    Result<Wanted> add(const Rows& rows) override
    {
        if (rows.count > 0)
            begin_row();
        m_text += rows.text;
        m_rows += rows.count;
        return told();
    }

    const std::string& text() const { return m_text; }

private:
    void begin_row()
    {
        if (m_rows > 0)
            m_text += m_form.between();
    }
    Wanted told() const { return m_limit && m_rows >= *m_limit ? Wanted::enough : Wanted::more; }

    const RowText& m_form;
    std::optional<std::uint64_t> m_limit;
    std::uint64_t m_rows = 0;
    std::string m_text;
};

struct Outcome {
    std::string text;
    std::string error;
    bool operator==(const Outcome&) const = default;
};

// What a reader does: adds until no more is wanted.
Result<void> add_all(ViewWork& work, const std::vector<std::string>& resources)
{
    for (const auto& resource : resources)
        if (TRY(work.add(resource)) == Wanted::enough)
            return {};
    return {};
}

struct Case {
    std::vector<std::string> resources;
    std::optional<std::uint64_t> limit = {};
    std::string file = {};
};

Outcome run(const Case& given, std::size_t threads)
{
    const auto table = view();
    const RowText form(table, Format::json);
    ViewCrew crew(threads);
    Text sink(form, given.limit);
    ViewWork work(crew, {table, form, Definitions::r4(), Instant()}, sink);
    EXPECT_TRUE(given.file.empty() || work.begin_file(given.file).ok());
    auto added = add_all(work, given.resources);
    auto finished = work.finish();
    return {sink.text(), !added ? added.error().reason : !finished ? finished.error().reason : ""};
}

std::vector<std::string> patients(std::size_t count)
{
    std::vector<std::string> made;
    for (std::size_t i = 0; i < count; ++i)
        made.push_back(patient(i));
    return made;
}

// So many that blocks wait for each other and the last is not full.
constexpr std::size_t many = limits::view_block_resources * (limits::view_blocks_waiting_max * 2) + 7;

// What comes one by one, whatever the number of threads.
std::string expected(std::size_t rows)
{
    std::string text = "[";
    for (std::size_t i = 0; i < rows; ++i)
        text += fmt::format("{}{{\"id\":\"{}\",\"family\":\"Berg\"}}", i == 0 ? "" : ",\n", i);
    return text;
}

}  // namespace

TEST(ViewWork, rows_come_in_the_order_of_the_resources_with_any_number_of_threads)
{
    const Case given{patients(many)};
    for (const std::size_t threads : {0, 1, 3})
        EXPECT_EQ(run(given, threads), (Outcome{expected(many), ""})) << threads;
}

TEST(ViewWork, around_a_whole_block_nothing_is_lost_or_told_twice)
{
    for (const auto count : {std::size_t{0}, std::size_t{1}, limits::view_block_resources - 1,
             limits::view_block_resources, limits::view_block_resources + 1})
        EXPECT_EQ(run({patients(count)}, 2), (Outcome{expected(count), ""})) << count;
}

TEST(ViewWork, rows_before_an_error_are_there_and_none_behind_it)
{
    auto resources = patients(many);
    const auto place = limits::view_block_resources * 3 + 5;
    resources[place] = wrong(place);
    resources[place + limits::view_block_resources] = "no JSON";
    for (const std::size_t threads : {0, 1, 3}) {
        const auto outcome = run({resources}, threads);
        EXPECT_EQ(outcome.text, expected(place)) << threads;
        EXPECT_EQ(outcome.error, "there are several values, and the column is no collection") << threads;
    }
}

TEST(ViewWork, a_limit_is_met_to_the_row_and_no_error_behind_it_is_told)
{
    auto resources = patients(many);
    const std::uint64_t limit = limits::view_block_resources + 5;
    resources[limit] = wrong(limit);
    for (const std::size_t threads : {0, 1, 3})
        EXPECT_EQ(run({resources, limit}, threads), (Outcome{expected(limit), ""})) << threads;
}

TEST(ViewWork, an_error_in_a_file_names_its_line)
{
    auto resources = patients(many);
    const auto place = limits::view_block_resources * 2 + 1;
    resources[place] = wrong(place);
    const auto outcome = run({resources, {}, "a.ndjson"}, 2);
    EXPECT_EQ(outcome.error,
        fmt::format("a.ndjson, line {}: there are several values, and the column is no collection", place + 1));
}

TEST(ViewWork, bundles_are_opened_in_files_only)
{
    const std::string bundle
        = R"({"resourceType":"Bundle","entry":[{"resource":)" + patient(0) + R"(},{"resource":)" + patient(1) + "}]}";
    EXPECT_EQ(run({{bundle}, {}, "a.ndjson"}, 1).text, expected(2));
    EXPECT_EQ(run({{bundle}}, 1).text, expected(0));
}

// Several runs at once share one crew, and each has its own rows.
TEST(ViewWork, runs_beside_each_other_do_not_mix)
{
    ViewCrew crew(2);
    const auto table = view();
    const RowText form(table, Format::json);
    const auto resources = patients(many / 2);
    std::vector<std::string> texts(4);
    std::vector<std::thread> runs;
    for (auto& text : texts)
        runs.emplace_back([&] {
            Text sink(form, {});
            ViewWork work(crew, {table, form, Definitions::r4(), Instant()}, sink);
            EXPECT_TRUE(add_all(work, resources).ok());
            EXPECT_TRUE(work.finish().ok());
            text = sink.text();
        });
    for (auto& each : runs)
        each.join();
    for (const auto& text : texts)
        EXPECT_EQ(text, expected(many / 2));
}

// A block whose rows are too long to be kept is made at its turn.
TEST(ViewWork, long_rows_come_whole_and_in_order)
{
    std::vector<std::string> resources;
    const std::string long_name(limits::view_block_bytes / 4, 'x');
    for (std::size_t i = 0; i < 40; ++i)
        resources.push_back(
            fmt::format(R"({{"resourceType":"Patient","id":"{}","name":[{{"family":"{}"}}]}})", i, long_name));
    EXPECT_EQ(run({resources}, 2), run({resources}, 0));
    EXPECT_GT(run({resources}, 2).text.size(), 40 * long_name.size());
}

TEST(ViewWork, what_is_given_up_ends_at_once)
{
    const auto table = view();
    const RowText form(table, Format::ndjson);
    ViewCrew crew(1);
    Text sink(form, {});
    {
        ViewWork work(crew, {table, form, Definitions::r4(), Instant()}, sink);
        EXPECT_TRUE(add_all(work, patients(limits::view_block_resources * 3)).ok());
    }
    EXPECT_EQ(sink.text(), "");
}

}  // namespace helselos::interaction
