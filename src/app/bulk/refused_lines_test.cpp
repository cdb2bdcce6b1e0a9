#include "app/bulk/refused_lines.h"

#include "base/limits/bulk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

class Refusals : public testing::Test {
protected:
    Refusals() { std::filesystem::create_directories(m_folder); }
    ~Refusals() override { std::filesystem::remove_all(m_folder); }

    std::string told() const
    {
        std::ifstream in(m_file);
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }

    const std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / fmt::format("helselos_refused_{}", ::getpid());
    const std::filesystem::path m_file = m_folder / "refused.ndjson";
    const fhir::Definitions& m_definitions = fhir::Definitions::r4();
};

ImportFailure failure(std::uint64_t line, Span span)
{
    return {"in", SourceForm::lines, line, {Kind::invalid, "wrong"}, span, "Patient"};
}

TEST_F(Refusals, an_element_is_named_as_of_the_resource)
{
    auto refused = failure(7, {});
    refused.error.issues = {{Severity::error, "value", "Bundle.entry[3].resource.name[0].family", "not a text"}};
    const auto text = outcome_of(refused, m_definitions);
    EXPECT_NE(text.find(R"("expression":["Patient.name[0].family"])"), std::string::npos) << text;
    EXPECT_NE(text.find(R"("diagnostics":"line 7: not a text")"), std::string::npos) << text;
    EXPECT_NE(text.find(R"("valueInteger":7)"), std::string::npos) << text;
}

TEST_F(Refusals, what_the_line_calls_its_type_is_told_only_when_there_is_such_a_type)
{
    auto refused = failure(1, {});
    refused.type = "Kari Nordmann";
    refused.error.element = "Bundle.entry[0].resource";
    EXPECT_EQ(outcome_of(refused, m_definitions).find("Nordmann"), std::string::npos);
}

TEST_F(Refusals, are_told_in_the_end)
{
    auto lines = RefusedLines::open(m_file, {});
    ASSERT_TRUE(lines.ok());
    ASSERT_TRUE(lines->add(failure(1, {0, 10}), m_definitions).ok());
    ASSERT_TRUE(lines->finish(1).ok());
    EXPECT_EQ(told(), outcome_of(failure(1, {0, 10}), m_definitions) + "\n");
}

TEST_F(Refusals, what_was_not_settled_before_a_kill_is_told_once)
{
    {
        auto lines = RefusedLines::open(m_file, {});
        ASSERT_TRUE(lines->add(failure(1, {0, 10}), m_definitions).ok());
        ASSERT_TRUE(lines->add(failure(5, {40, 50}), m_definitions).ok());
        ASSERT_TRUE(lines->make_durable().ok());
    }
    std::ofstream(m_file.string() + ".begun", std::ios::app) << "60 {\"cut";
    auto again = RefusedLines::open(m_file, {{{0, 30}}, 2, 1});
    ASSERT_TRUE(again->add(failure(5, {40, 50}), m_definitions).ok());
    ASSERT_TRUE(again->finish(2).ok());
    EXPECT_EQ(
        told(), outcome_of(failure(1, {}), m_definitions) + "\n" + outcome_of(failure(5, {}), m_definitions) + "\n");
}

TEST_F(Refusals, more_than_are_kept_are_counted)
{
    auto lines = RefusedLines::open(m_file, {});
    ASSERT_TRUE(lines->add(failure(1, {0, 10}), m_definitions).ok());
    ASSERT_TRUE(lines->finish(3).ok());
    EXPECT_NE(told().find("2 more lines were refused"), std::string::npos) << told();
}

TEST_F(Refusals, so_many_are_told_and_no_more)
{
    const auto count = [this](std::uint64_t refused) {
        std::filesystem::remove(m_file.string() + ".begun");
        auto lines = RefusedLines::open(m_file, {});
        for (std::uint64_t line = 1; line <= refused; ++line)
            EXPECT_TRUE(lines->add(failure(line, {line, line + 1}), m_definitions).ok());
        EXPECT_TRUE(lines->finish(refused).ok());
        const auto text = told();
        return static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
    };
    EXPECT_EQ(count(limits::import_refusals_told_max - 1), limits::import_refusals_told_max - 1);
    EXPECT_EQ(count(limits::import_refusals_told_max), limits::import_refusals_told_max);
    EXPECT_EQ(count(limits::import_refusals_told_max + 1), limits::import_refusals_told_max + 1);
    EXPECT_NE(told().find("\"line 100000:"), std::string::npos);
    EXPECT_EQ(told().find("\"line 100001:"), std::string::npos);
    EXPECT_NE(told().find("1 more lines were refused"), std::string::npos);
}

}  // namespace

}  // namespace helselos::app::bulk
