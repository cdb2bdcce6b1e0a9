#include "app/view_command.h"

#include "app/demo.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "fhir/view_definition/evaluation.h"
#include "fhir/view_definition/row_text.h"
#include "fhir/view_definition/view.h"
#include "interaction/audit_event.h"
#include "store/sqlite/look.h"
#include "json/read.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <fstream>
#include <functional>
#include <future>
#include <thread>

namespace helselos::app {

namespace {

using fhir::Definitions;
using fhir::view_definition::Evaluation;
using fhir::view_definition::Format;
using fhir::view_definition::Header;
using fhir::view_definition::Row;
using fhir::view_definition::RowSink;
using fhir::view_definition::RowText;
using fhir::view_definition::View;
using fhir::view_definition::Wanted;

// Resources that are worked on together, as JSON texts.
struct Batch {
    std::vector<std::string> texts;
    std::size_t bytes = 0;
    std::string source;          // "patients.ndjson"; empty for the store.
    std::size_t first_line = 0;  // Of the source.

    bool is_full() const
    {
        constexpr std::size_t texts_max = limits::search_page_max;
        constexpr std::size_t bytes_max = 4U << 20;
        return texts.size() >= texts_max || bytes >= bytes_max;
    }
};

class Rows : public RowSink {
public:
    explicit Rows(const RowText& text) : m_text(text) {}

    Result<Wanted> row(Row row) override
    {
        if (!m_rows.empty())
            m_rows += m_text.between();
        m_text.add(row, m_rows);
        return Wanted::more;
    }

    std::string take() { return std::move(m_rows); }

private:
    const RowText& m_text;
    std::string m_rows;
};

Result<void> add_rows(Evaluation& evaluation, std::string_view text, Rows& rows)
{
    const auto document = TRY(json::read(text));
    const auto root = document.root();
    TRY(evaluation.rows_of(root, rows));
    if (root["resourceType"].text() == "Bundle")
        for (const auto entry : root["entry"].elements())
            TRY(evaluation.rows_of(entry["resource"], rows));
    return {};
}

Result<std::string> rows_of(const View& view, const RowText& text, const Batch& batch, Instant now)
{
    Evaluation evaluation(view, Definitions::r4(), now);
    Rows rows(text);
    for (std::size_t i = 0; i < batch.texts.size(); ++i) {
        if (auto done = add_rows(evaluation, batch.texts[i], rows); !done) {
            auto error = std::move(done).error();
            if (!batch.source.empty())
                error.reason = fmt::format("{}, line {}: {}", batch.source, batch.first_line + i, error.reason);
            return error;
        }
    }
    return rows.take();
}

// Batches are worked on side by side and written in their order.
class Table {
public:
    Table(const View& view, Format format, Instant now)
        : m_view(view), m_text(view, format), m_now(now),
          m_at_once(std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 16) * 2)
    {}

    Result<void> begin(Header header)
    {
        std::string text;
        m_text.begin(header, text);
        return write(text);
    }

    Result<void> add(Batch batch)
    {
        if (m_waiting.size() >= m_at_once)
            TRY(write_first());
        m_waiting.push_back(std::async(
            std::launch::async, [this, batch = std::move(batch)] { return rows_of(m_view, m_text, batch, m_now); }));
        return {};
    }

    Result<void> end()
    {
        while (!m_waiting.empty())
            TRY(write_first());
        std::string text;
        m_text.end(text);
        TRY(write(text));
        return std::fflush(stdout) == 0 ? Result<void>() : Error{Kind::fault, "cannot write to standard output"};
    }

private:
    Result<void> write_first()
    {
        auto rows = m_waiting.front().get();
        m_waiting.pop_front();
        const auto text = TRY(std::move(rows));
        if (text.empty())
            return {};
        if (m_has_rows)
            TRY(write(m_text.between()));
        m_has_rows = true;
        return write(text);
    }

    static Result<void> write(std::string_view text)
    {
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
            return Error{Kind::fault, "cannot write to standard output"};
        return {};
    }

    const View& m_view;
    RowText m_text;
    Instant m_now;
    std::size_t m_at_once;
    bool m_has_rows = false;
    std::deque<std::future<Result<std::string>>> m_waiting;  // Last: they end before what they use.
};

using Take = std::function<Result<void>(Batch)>;

Result<void> read_lines(const std::string& path, const Take& take)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Kind::not_found, "cannot read " + path};
    Batch batch;
    batch.source = path;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.size() > limits::import_line_bytes_max)
            return Error{Kind::too_large, fmt::format("{}, line {}: the line is too long", path, number)};
        if (trim(line).empty())
            line = "{}";
        if (batch.texts.empty())
            batch.first_line = number;
        batch.bytes += line.size();
        batch.texts.push_back(std::move(line));
        if (!batch.is_full())
            continue;
        TRY(take(std::move(batch)));
        batch = Batch{{}, 0, path, 0};
    }
    if (!batch.texts.empty())
        TRY(take(std::move(batch)));
    return file.bad() ? Error{Kind::fault, "cannot read " + path} : Result<void>();
}

Result<void> read_store(const std::filesystem::path& data, const View& view, const Take& take)
{
    if (view.resource() == interaction::audit_event_type)
        return Error{Kind::unsupported, "AuditEvents are told from the log, and no view is made of it"};
    const auto reader = TRY(store::sqlite::look(data));
    fhir::search::Query query;
    query.types = {view.resource()};
    query.count = limits::search_page_max;
    store::Scope all;
    all.everything = true;
    do {
        auto found = TRY(reader->search(query, all));
        Batch batch;
        for (auto& version : found.matches)
            batch.texts.push_back(std::move(version.body));
        TRY(take(std::move(batch)));
        query.cursor = std::move(found.next);
    } while (!query.cursor.empty());
    return {};
}

Result<View> view_of(const std::filesystem::path& file)
{
    const auto text = TRY(read_file(file));
    if (text.size() > limits::view_definition_bytes_max)
        return Error{Kind::too_large, "the ViewDefinition is too large"};
    const auto document = TRY(json::read(text));
    return fhir::view_definition::compile(document.root(), Definitions::r4());
}

Result<void> carry_out(const ViewWishes& wishes)
{
    const auto format = fhir::view_definition::format_named(wishes.format);
    if (!format)
        return Error{Kind::unsupported, "the forms offered are json, ndjson and csv"};
    const auto view = TRY(view_of(wishes.definition));
    Table table(view, *format, system_clock().now());
    const Take take = [&table](Batch batch) { return table.add(std::move(batch)); };
    TRY(table.begin(wishes.has_header ? Header::yes : Header::no));
    for (const auto& file : wishes.files)
        TRY(read_lines(file, take));
    if (wishes.files.empty())
        TRY(read_store(wishes.data, view, take));
    return table.end();
}

}  // namespace

int run_view(const ViewWishes& wishes)
{
    const auto done = carry_out(wishes);
    if (done)
        return 0;
    const auto& error = done.error();
    fmt::print(stderr, "helselos: {}{}{}\n", error.reason, error.element.empty() ? "" : ": ", error.element);
    for (const auto& issue : error.issues)
        fmt::print(stderr, "  {}: {}\n", issue.element, issue.text);
    return 1;
}

}  // namespace helselos::app
