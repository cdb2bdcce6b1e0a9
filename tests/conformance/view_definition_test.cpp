// SQL on FHIR: the official cases at hand, and our own of the same form, which need nothing from outside. Rows are
// compared without their order, as the specification leaves it open; columns in theirs where a case tells them.
#include "conformance/suite.h"
#include "fhir/view_definition/evaluation.h"
#include "fhir/view_definition/row_text.h"
#include "json/decimal.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace helselos::fhir::view_definition {

namespace {

using Failures = std::map<std::string, std::string>;

// One text for a value, whatever the order of its members; 1.0 and 1.00 are one number to a table.
std::string normal(json::Value value)
{
    if (value.is_number()) {
        const auto number = json::Decimal::parse(value.text());
        return number ? number->trimmed().to_text() : std::string(value.text());
    }
    std::vector<std::string> parts;
    for (const auto& member : value.members())
        parts.push_back(std::string(member.key) + ":" + normal(member.value()));
    std::ranges::sort(parts);
    for (const auto element : value.elements())
        parts.push_back(normal(element));
    if (!value.is_object() && !value.is_array())
        return json::to_text(value);
    std::string text = value.is_object() ? "{" : "[";
    for (const auto& part : parts)
        text += part + ";";
    return text;
}

std::vector<std::string> normal_rows(json::Value rows)
{
    std::vector<std::string> found;
    for (const auto row : rows.elements())
        found.push_back(normal(row));
    std::ranges::sort(found);
    return found;
}

class Rows : public RowSink {
public:
    explicit Rows(const View& view) : m_text(view, Format::json) { m_text.begin(Header::no, m_rows); }

    Result<Wanted> row(Row row) override
    {
        if (m_rows.size() > 1)
            m_rows += m_text.between();
        m_text.add(row, m_rows);
        return Wanted::more;
    }

    json::Document finish()
    {
        m_text.end(m_rows);
        return json::read(m_rows).value();
    }

private:
    RowText m_text;
    std::string m_rows;
};

std::string shown(const Error& error)
{
    auto text = error.reason + " " + error.element;
    for (const auto& issue : error.issues)
        text += "\n    " + issue.element + ": " + issue.text;
    return text;
}

std::string what_differs_in_columns(json::Value expected, const View& view)
{
    if (!expected.exists())
        return {};
    std::size_t place = 0;
    for (const auto name : expected.elements())
        if (place >= view.columns().size() || view.columns()[place++].name != name.text())
            return "other columns";
    return place == view.columns().size() ? "" : "more columns";
}

// Empty when the case passes.
std::string run(json::Value one, json::Value resources)
{
    const auto& definitions = Definitions::r4();
    const bool is_refused = one["expectError"].truth();
    const auto view = compile(one["view"], definitions);
    if (!view.ok())
        return is_refused ? "" : "is refused: " + shown(view.error());
    Rows rows(*view);
    Evaluation evaluation(*view, definitions);
    for (const auto resource : resources.elements())
        if (const auto done = evaluation.rows_of(resource, rows); !done.ok())
            return is_refused ? "" : "fails: " + shown(done.error());
    if (is_refused)
        return "is not refused";
    const auto found = rows.finish();
    if (normal_rows(found.root()) != normal_rows(one["expect"]))
        return "gives " + json::to_text(found.root());
    return what_differs_in_columns(one["expectColumns"], *view);
}

bool is_shareable(json::Value one)
{
    for (const auto tag : one["tags"].elements())
        if (tag.text() == "shareable")
            return true;
    return false;
}

struct Count {
    std::size_t passed = 0;
    std::size_t total = 0;
};

struct Tally {
    Count shareable;
    Count other;
    Failures failures;
};

Tally run_folder(const std::filesystem::path& folder)
{
    Tally tally;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto document = json::read(conformance::file_text(entry.path())).value();
        for (const auto one : document.root()["tests"].elements()) {
            auto& count = is_shareable(one) ? tally.shareable : tally.other;
            ++count.total;
            const auto failure = run(one, document.root()["resources"]);
            if (failure.empty())
                ++count.passed;
            else
                tally.failures[entry.path().stem().string() + ", " + std::string(one["title"].text())] = failure;
        }
    }
    return tally;
}

TEST(ViewDefinitionConformance, the_official_cases_pass_but_for_the_known_failures)
{
    const auto folder = conformance::shared_folder() / "sql-on-fhir";
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "the official cases are not at hand";
    const auto tally = run_folder(folder);
    conformance::expect_only_known(tally.failures, "view_definition_known_failures.txt");
    conformance::tell({"view-shareable", "SQL on FHIR, the official cases at hand tagged shareable",
        tally.shareable.passed, tally.shareable.total, "view_definition_known_failures.txt"});
    conformance::tell({"view-experimental", "SQL on FHIR, the official cases at hand tagged otherwise",
        tally.other.passed, tally.other.total, ""});
}

TEST(ViewDefinitionConformance, the_cases_of_our_own_pass)
{
    const auto tally = run_folder(std::filesystem::path(HL_SOURCE_DIR) / "tests/conformance/view_definition");
    for (const auto& [name, what] : tally.failures)
        ADD_FAILURE() << name << ": " << what;
    const auto total = tally.shareable.total + tally.other.total;
    EXPECT_GT(total, 50U);
    conformance::tell(
        {"view-own", "SQL on FHIR, cases of our own from the specification", total - tally.failures.size(), total, ""});
}

}  // namespace

}  // namespace helselos::fhir::view_definition
