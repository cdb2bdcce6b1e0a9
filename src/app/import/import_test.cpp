#include "app/import/import.h"

#include "app/import/journal.h"
#include "app/import/units.h"
#include "base/limits.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <mutex>

#include <unistd.h>

#include <fmt/format.h>

namespace helselos::app {

namespace {

namespace files = std::filesystem;

class Imports : public testing::Test {
protected:
    Imports()
    {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        m_folder = files::temp_directory_path() / fmt::format("helselos_import_{}_{}", ::getpid(), test->name());
        files::remove_all(m_folder);
        files::create_directories(m_folder / "in");
    }
    ~Imports() override { files::remove_all(m_folder); }

    files::path write(const std::string& name, std::string_view text)
    {
        const auto path = m_folder / "in" / name;
        files::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }

    // What is in the test's store afterwards is m_done; a transaction with "refuse" in it is refused.
    ImportSummary import(const std::vector<files::path>& paths, std::size_t workers = 1)
    {
        ImportCallbacks callbacks;
        callbacks.carry_out = [this](const ImportUnit& unit) { return carry_out(unit.bundle); };
        callbacks.on_failure = [this](const ImportFailure& failure) { m_failures.push_back(to_text(failure)); };
        callbacks.on_progress = [this](const ImportProgress& progress) { m_progress.push_back(progress); };
        m_stopped = false;
        auto summary = import_all(paths, {m_folder / "journal", workers, &m_stopped}, callbacks);
        EXPECT_TRUE(summary.ok()) << (summary.ok() ? "" : summary.error().reason);
        return summary.ok() ? *summary : ImportSummary{};
    }

    ImportSummary import() { return import({m_folder / "in"}); }

    Result<void> carry_out(const json::Document& transaction)
    {
        const std::lock_guard guard(m_lock);
        const auto text = json::to_text(transaction.root());
        ++m_calls;
        if (m_stop_after != 0 && m_calls == m_stop_after)
            m_stopped = true;
        EXPECT_EQ(transaction.root()["type"].text(), "transaction");
        if (text.find("break") != std::string::npos)
            return Error{Kind::fault, "broken"};
        if (text.find("refuse") != std::string::npos)
            return Error{Kind::unprocessable, "refused", m_faulty ? fmt::format("Bundle.entry[{}]", *m_faulty) : ""};
        for (const auto entry : transaction.root()["entry"].elements())
            m_done.push_back(fmt::format("{} {}", entry["request"]["method"].text(), entry["request"]["url"].text()));
        m_bundles.push_back(text);
        return {};
    }

    files::path m_folder;
    std::mutex m_lock;
    std::vector<std::string> m_done;
    std::vector<std::string> m_bundles;
    std::vector<std::string> m_failures;
    std::vector<ImportProgress> m_progress;
    std::atomic<bool> m_stopped = false;
    std::size_t m_calls = 0;
    std::size_t m_stop_after = 0;
    std::optional<std::size_t> m_faulty = 0;  // The entry that a refusal names.
};

using Texts = std::vector<std::string>;

constexpr const char* transaction
    = R"({"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},{"resource":{"resourceType":"Observation","subject":{"reference":"urn:uuid:1"}},"request":{"method":"POST","url":"Observation"}}]})";

TEST_F(Imports, a_transaction_is_handed_over_as_it_is)
{
    write("a.json", transaction);
    const auto summary = import();
    EXPECT_EQ(m_bundles, Texts{transaction});
    EXPECT_EQ(summary.progress.resources, 2U);
    EXPECT_TRUE(summary.is_complete);
}

TEST_F(Imports, a_resource_is_put_under_its_id_or_posted)
{
    write("a.json", R"({"resourceType":"Patient","id":"1"})");
    write("b.json",
        "\xef\xbb\xbf"
        R"({"resourceType":"Patient"})");
    import();
    EXPECT_EQ(m_done, (Texts{"PUT Patient/1", "POST Patient"}));
}

TEST_F(Imports, a_document_is_a_resource)
{
    write("a.json", R"({"resourceType":"Bundle","id":"d","type":"document","entry":[]})");
    import();
    EXPECT_EQ(m_done, Texts{"PUT Bundle/d"});
}

TEST_F(Imports, lines_come_in_groups)
{
    std::string text;
    for (std::size_t i = 0; i < limits::import_group_max + 1; ++i)
        text += fmt::format("{{\"resourceType\":\"Patient\",\"id\":\"{}\"}}\n", i);
    write("Patient.ndjson", text);
    const auto summary = import();
    EXPECT_EQ(m_calls, 2U);
    EXPECT_EQ(summary.progress.resources, limits::import_group_max + 1);
    EXPECT_EQ(m_done.back(), fmt::format("PUT Patient/{}", limits::import_group_max));
}

TEST_F(Imports, blank_lines_and_a_last_line_without_end_are_fine)
{
    write(
        "a.ndjson", "\n{\"resourceType\":\"Patient\",\"id\":\"1\"}\r\n  \n{\"resourceType\":\"Patient\",\"id\":\"2\"}");
    import();
    EXPECT_EQ(m_done, (Texts{"PUT Patient/1", "PUT Patient/2"}));
    EXPECT_EQ(m_failures, Texts());
}

TEST_F(Imports, a_transaction_on_a_line_is_a_unit_of_its_own)
{
    write("a.ndjson",
        std::string("{\"resourceType\":\"Slot\",\"id\":\"1\"}\n") + transaction
            + "\n{\"resourceType\":\"Slot\",\"id\":\"2\"}\n");
    const auto summary = import();
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "POST Patient", "POST Observation", "PUT Slot/2"}));
    EXPECT_EQ(m_calls, 3U);
    EXPECT_EQ(summary.progress.resources, 4U);
}

TEST_F(Imports, entries_of_collections_and_searchsets_are_put_in_without_outcomes)
{
    write("a.json",
        R"({"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"1"},"search":{"mode":"match"}},
        {"resource":{"resourceType":"OperationOutcome"},"search":{"mode":"outcome"}},{"resource":{"resourceType":"Patient","id":"2"}}]})");
    write("b.json",
        R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://a.example/Patient/3","resource":{"resourceType":"Patient","id":"3"}}]})");
    import();
    EXPECT_EQ(m_done, (Texts{"PUT Patient/1", "PUT Patient/2", "PUT Patient/3"}));
}

TEST_F(Imports, a_collection_whose_entries_refer_to_each_other_is_all_or_none)
{
    write("a.json",
        R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}},
        {"fullUrl":"urn:uuid:2","resource":{"resourceType":"Observation","id":"refuse"}}]})");
    import();
    EXPECT_EQ(m_calls, 1U);
    EXPECT_EQ(m_done, Texts());
    EXPECT_EQ(m_failures.size(), 1U);
}

TEST_F(Imports, one_line_that_fails_harms_no_other)
{
    write("a.ndjson",
        "{\"resourceType\":\"Slot\",\"id\":\"1\"}\n{\"resourceType\":\"Slot\",\"id\":\"refuse\"}\n{\"resourceType\":"
        "\"Slot\",\"id\":\"3\"}\n");
    const auto summary = import();
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/3"}));
    EXPECT_EQ(summary.progress.resources, 2U);
    EXPECT_EQ(summary.progress.failures, 1U);
    ASSERT_EQ(m_failures.size(), 1U);
    EXPECT_TRUE(m_failures[0].ends_with("a.ndjson, line 2, Bundle.entry[0]: refused")) << m_failures[0];
}

TEST_F(Imports, what_cannot_be_read_is_told_with_its_place_and_passed_over)
{
    write("a.json", "{");
    write("b.json", R"(["no resource"])");
    write("c.ndjson",
        "{\"resourceType\":\"Slot\",\"id\":\"1\"}\nnonsense\n{\"no\":\"type\"}\n{\"resourceType\":\"Slot\",\"id\":"
        "\"4\"}\n");
    write("d.json",
        R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://a.example/x"},{"resource":{"resourceType":"Slot","id":"5"}}]})");
    const auto summary = import();
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/4", "PUT Slot/5"}));
    ASSERT_EQ(m_failures.size(), 5U);
    EXPECT_NE(m_failures[0].find("a.json: "), std::string::npos);
    EXPECT_NE(m_failures[1].find("b.json, resourceType: not a resource"), std::string::npos) << m_failures[1];
    EXPECT_NE(m_failures[2].find("c.ndjson, line 2: "), std::string::npos);
    EXPECT_NE(m_failures[3].find("c.ndjson, line 3, "), std::string::npos);
    EXPECT_NE(m_failures[4].find("d.json, entry 1, "), std::string::npos);
    EXPECT_EQ(summary.progress.failures, 5U);
}

TEST_F(Imports, synthea_hospitals_and_practitioners_go_first)
{
    write("Anna.json", R"({"resourceType":"Patient","id":"1"})");
    write("hospitalInformation1.json", R"({"resourceType":"Organization","id":"2"})");
    write("practitionerInformation1.json", R"({"resourceType":"Practitioner","id":"3"})");
    import();
    EXPECT_EQ(m_done, (Texts{"PUT Organization/2", "PUT Practitioner/3", "PUT Patient/1"}));
}

TEST_F(Imports, forms_and_codes_go_before_the_answers_to_them)
{
    write("a.ndjson", R"({"resourceType":"QuestionnaireResponse","id":"1"})");
    write("b.ndjson", R"({"resourceType" : "Questionnaire","id":"2"})");
    write("c.json", R"({"id":"3","resourceType":"ValueSet"})");
    write("d.json", R"({"id":"4"})");
    import();
    EXPECT_EQ(m_done, (Texts{"PUT Questionnaire/2", "PUT ValueSet/3", "PUT QuestionnaireResponse/1"}));
}

TEST_F(Imports, folders_are_read_to_the_bottom_and_what_is_no_json_is_counted)
{
    write("x/y/a.json", R"({"resourceType":"Slot","id":"1"})");
    write("x/readme.txt", "x");
    const auto summary = import();
    EXPECT_EQ(m_done, Texts{"PUT Slot/1"});
    EXPECT_EQ(summary.left_out, 1U);
}

TEST_F(Imports, a_path_that_is_not_there_is_an_error)
{
    const files::path paths[] = {m_folder / "nowhere"};
    const auto summary = import_all(paths, {.journal = m_folder / "journal"}, {});
    ASSERT_FALSE(summary.ok());
    EXPECT_EQ(summary.error().kind, Kind::not_found);
}

TEST_F(Imports, a_folder_without_json_is_an_error)
{
    write("archive.zip", "x");
    const files::path paths[] = {m_folder / "in"};
    const auto summary = import_all(paths, {.journal = m_folder / "journal"}, {});
    ASSERT_FALSE(summary.ok());
    EXPECT_EQ(summary.error().kind, Kind::not_found);
    EXPECT_NE(summary.error().reason.find("1 others"), std::string::npos);
}

TEST_F(Imports, a_file_named_twice_is_imported_once)
{
    const auto path = write("a.json", R"({"resourceType":"Slot","id":"1"})");
    import({path, m_folder / "in", m_folder / "in" / "." / "a.json"});
    EXPECT_EQ(m_done, Texts{"PUT Slot/1"});
}

TEST_F(Imports, a_stopped_import_goes_on_where_it_was)
{
    write("a.json", R"({"resourceType":"Slot","id":"1"})");
    write("b.json", R"({"resourceType":"Slot","id":"2"})");
    write("c.json", R"({"resourceType":"Slot","id":"3"})");
    m_stop_after = 2;
    const auto stopped = import();
    EXPECT_FALSE(stopped.is_complete);
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/2"}));
    m_stop_after = 0;
    const auto rest = import();
    EXPECT_TRUE(rest.was_resumed);
    EXPECT_TRUE(rest.is_complete);
    EXPECT_EQ(rest.progress.resources, 1U);
    EXPECT_EQ(rest.progress.bytes_done, rest.progress.bytes_total);
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/2", "PUT Slot/3"}));
    EXPECT_FALSE(files::exists(m_folder / "journal"));
}

TEST_F(Imports, lines_and_entries_go_on_in_the_middle)
{
    const auto count = 2 * limits::import_group_max + 5;
    std::string lines;
    std::string entries;
    for (std::size_t i = 0; i < count; ++i) {
        lines += fmt::format("{{\"resourceType\":\"Slot\",\"id\":\"{}\"}}\n", i);
        entries
            += fmt::format("{}{{\"resource\":{{\"resourceType\":\"Patient\",\"id\":\"{}\"}}}}", i == 0 ? "" : ",", i);
    }
    write("a.json", R"({"resourceType":"Bundle","type":"collection","entry":[)" + entries + "]}");
    write("b.ndjson", lines);
    for (std::size_t run = 0; run < 6; ++run) {
        m_calls = 0;
        m_stop_after = 1;
        import();
    }
    EXPECT_EQ(m_done.size(), 2 * count);
    std::ranges::sort(m_done);
    EXPECT_EQ(std::ranges::adjacent_find(m_done), m_done.end());
}

TEST_F(Imports, what_failed_is_tried_again_when_a_stopped_import_goes_on)
{
    write("a.ndjson",
        "{\"resourceType\":\"Slot\",\"id\":\"1\"}\n{\"resourceType\":\"Slot\",\"id\":\"refuse\"}\n{\"resourceType\":"
        "\"Slot\",\"id\":\"3\"}\n");
    write("b.json", R"({"resourceType":"Slot","id":"4"})");
    m_stop_after = 4;  // The group, and each of its lines.
    EXPECT_FALSE(import().is_complete);
    m_stop_after = 0;
    m_failures.clear();
    EXPECT_TRUE(import().is_complete);
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/3", "PUT Slot/4"}));
    EXPECT_EQ(m_failures.size(), 1U);
    EXPECT_NE(m_failures.at(0).find("line 2"), std::string::npos);
}

TEST_F(Imports, faults_in_a_row_end_it_at_under_and_over)
{
    const auto is_ended = [this](std::size_t faults) {
        files::remove_all(m_folder / "in");
        for (std::size_t i = 0; i < faults; ++i)
            write(fmt::format("{}.json", 100 + i), R"({"resourceType":"Slot","id":"break"})");
        write("last.json", R"({"resourceType":"Slot","id":"1"})");
        const files::path paths[] = {m_folder / "in"};
        ImportCallbacks callbacks;
        callbacks.carry_out = [this](const ImportUnit& unit) { return carry_out(unit.bundle); };
        const auto summary = import_all(paths, {.journal = m_folder / "journal"}, callbacks);
        EXPECT_EQ(summary.ok() ? Kind::fault : summary.error().kind, Kind::fault);
        return !summary.ok();
    };
    EXPECT_FALSE(is_ended(limits::import_faults_max - 1));
    EXPECT_TRUE(is_ended(limits::import_faults_max));
    EXPECT_TRUE(is_ended(limits::import_faults_max + 1));
}

TEST_F(Imports, a_changed_file_is_a_new_one)
{
    write("a.json", R"({"resourceType":"Slot","id":"1"})");
    write("b.json", R"({"resourceType":"Slot","id":"2"})");
    m_stop_after = 1;
    import();
    write("a.json", R"({"resourceType":"Slot","id":"1000"})");
    m_stop_after = 0;
    import();
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/1000", "PUT Slot/2"}));
}

TEST_F(Imports, the_end_of_the_journal_may_be_cut)
{
    const auto path = write("odd name æ.json", "0123456789");
    const ImportSource source{path, SourceForm::json, 10};
    {
        auto journal = Journal::open(m_folder / "journal");
        ASSERT_TRUE(journal.ok());
        ASSERT_TRUE(journal->add(source, {0, 5}).ok());
    }
    std::ofstream(m_folder / "journal", std::ios::app) << "%2Fcut 10 5 1";
    auto journal = Journal::open(m_folder / "journal");
    ASSERT_TRUE(journal.ok());
    EXPECT_EQ(journal->done(source), (DoneSpans{{0, 5}}));
    ASSERT_TRUE(journal->add(source, {5, 10}).ok());
    const auto again = Journal::open(m_folder / "journal");
    EXPECT_EQ(again->done(source), (DoneSpans{{0, 5}, {5, 10}}));
}

TEST_F(Imports, several_workers_put_in_everything_once)
{
    for (std::size_t i = 0; i < 60; ++i)
        write(fmt::format("{}.json", i), fmt::format(R"({{"resourceType":"Slot","id":"{}"}})", i));
    const auto summary = import({m_folder / "in"}, 4);
    EXPECT_EQ(summary.progress.resources, 60U);
    EXPECT_EQ(summary.progress.bytes_done, summary.progress.bytes_total);
    std::ranges::sort(m_done);
    EXPECT_EQ(std::ranges::adjacent_find(m_done), m_done.end());
}

TEST_F(Imports, progress_never_goes_back_and_ends_at_the_total)
{
    write("a.json", transaction);
    write("b.ndjson", "{\"resourceType\":\"Slot\"}\n\nnonsense\n{\"resourceType\":\"Slot\"}\n");
    write("c.json", "{");
    const auto summary = import();
    EXPECT_TRUE(std::ranges::is_sorted(m_progress, {}, &ImportProgress::bytes_done));
    EXPECT_EQ(summary.progress.bytes_done, summary.progress.bytes_total);
}

TEST_F(Imports, a_line_over_the_limit_is_passed_over)
{
    const auto line = [](std::size_t bytes) {
        const std::string start = R"({"resourceType":"Slot","id":"1")";
        return start + std::string(bytes - start.size() - 1, ' ') + "}";
    };
    write("a.ndjson",
        line(limits::import_line_bytes_max - 1) + "\n" + line(limits::import_line_bytes_max) + "\n"
            + line(limits::import_line_bytes_max + 1) + "\n{\"resourceType\":\"Slot\",\"id\":\"2\"}\n");
    import();
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/1", "PUT Slot/2"}));
    ASSERT_EQ(m_failures.size(), 1U);
    EXPECT_NE(m_failures[0].find("line 3"), std::string::npos);
}

TEST_F(Imports, one_entry_at_fault_costs_a_group_three_acts_more)
{
    std::string text;
    for (std::size_t i = 0; i < limits::import_group_max; ++i)
        text += fmt::format("{{\"resourceType\":\"Slot\",\"id\":\"{}\"}}\n", i == 77 ? "refuse" : std::to_string(i));
    write("a.ndjson", text);
    m_faulty = 77;
    const auto summary = import();
    EXPECT_EQ(summary.progress.resources, limits::import_group_max - 1);
    EXPECT_EQ(m_failures.size(), 1U);
    EXPECT_EQ(m_calls, 4U);
}

TEST_F(Imports, where_no_entry_is_named_halves_are_tried)
{
    std::string text;
    for (std::size_t i = 0; i < limits::import_group_max; ++i)
        text += fmt::format("{{\"resourceType\":\"Slot\",\"id\":\"{}\"}}\n", i == 77 ? "refuse" : std::to_string(i));
    write("a.ndjson", text);
    m_faulty = std::nullopt;
    const auto summary = import();
    EXPECT_EQ(summary.progress.resources, limits::import_group_max - 1);
    EXPECT_EQ(m_failures.size(), 1U);
    EXPECT_LT(m_calls, 20U);
    EXPECT_EQ(m_done.size(), limits::import_group_max - 1);
}

TEST_F(Imports, no_group_puts_the_same_resource_twice)
{
    write("a.ndjson",
        "{\"resourceType\":\"Slot\",\"id\":\"1\"}\n{\"resourceType\":\"Slot\",\"id\":\"2\"}\n{\"resourceType\":"
        "\"Slot\","
        "\"id\":\"1\"}\n{\"resourceType\":\"Patient\"}\n{\"resourceType\":\"Patient\"}\n");
    const auto summary = import();
    EXPECT_EQ(m_calls, 2U);
    EXPECT_EQ(m_done, (Texts{"PUT Slot/1", "PUT Slot/2", "PUT Slot/1", "POST Patient", "POST Patient"}));
    EXPECT_EQ(summary.progress.bytes_done, summary.progress.bytes_total);
}

TEST_F(Imports, a_stop_is_heeded_in_the_middle_of_a_line)
{
    const auto path = write("a.ndjson", std::string(1U << 20, ' ') + "{\"resourceType\":\"Slot\"}\n");
    const std::atomic<bool> is_stopped = true;
    const DoneSpans nothing;
    const ImportSource source{path, SourceForm::lines, files::file_size(path)};
    std::vector<ImportFailure> failures;
    EXPECT_FALSE(units_of(source, nothing, &is_stopped)->next(failures).has_value());
    EXPECT_TRUE(units_of(source, nothing)->next(failures).has_value());
}

TEST_F(Imports, lines_that_end_too_early_are_told_once)
{
    const auto path = write("a.ndjson", "{\"resourceType\":\"Slot\",\"id\":\"1\"}\n");
    const DoneSpans nothing;
    const ImportSource source{path, SourceForm::lines, files::file_size(path) + 1};
    std::vector<ImportFailure> failures;
    const auto units = units_of(source, nothing);
    EXPECT_TRUE(units->next(failures).has_value());
    EXPECT_FALSE(units->next(failures).has_value());
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_EQ(failures[0].error.kind, Kind::fault);
    EXPECT_EQ(failures[0].number, 0U);
}

TEST_F(Imports, a_failure_says_what_type_and_what_bytes)
{
    const auto path = write("a.ndjson", "\n{\"resourceType\":\"Slot\",\"id\":\"refuse\"}\nnonsense\n");
    std::vector<ImportFailure> failures;
    ImportCallbacks callbacks;
    callbacks.carry_out = [this](const ImportUnit& unit) { return carry_out(unit.bundle); };
    callbacks.on_failure = [&](const ImportFailure& failure) { failures.push_back(failure); };
    auto journal = Journal::open(m_folder / "journal");
    ASSERT_TRUE(journal.ok());
    ASSERT_TRUE(import_source({path, SourceForm::lines, 48}, *journal, {}, callbacks).ok());
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].number, 3U);
    EXPECT_EQ(failures[0].span, (Span{39, 48}));
    EXPECT_EQ(failures[1].number, 2U);
    EXPECT_EQ(failures[1].span, (Span{0, 39}));
    EXPECT_EQ(failures[1].type, "Slot");
}

TEST(ImportFailure, says_where_and_what_first)
{
    const ImportFailure failure{"in/a.json", SourceForm::json, 0,
        {Kind::unprocessable, "the resource breaks its definition", "Bundle.entry[3]",
            {{Severity::warning, "business-rule", "Patient", "no name"},
                {Severity::error, "value", "Patient.birthDate", "not a date"}}}};
    EXPECT_EQ(to_text(failure),
        "in/a.json, Bundle.entry[3]: the resource breaks its definition; Patient.birthDate: not a date");
}

}  // namespace

}  // namespace helselos::app
