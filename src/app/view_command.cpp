#include "app/view_command.h"

#include "app/demo.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "fhir/view_definition/row_text.h"
#include "fhir/view_definition/view.h"
#include "interaction/audit_event.h"
#include "interaction/view_work.h"
#include "store/sqlite/look.h"
#include "json/read.h"

#include <fmt/core.h>

#include <cstdio>
#include <fstream>

namespace helselos::app {

namespace {

using fhir::Definitions;
using fhir::view_definition::Format;
using fhir::view_definition::Header;
using fhir::view_definition::Row;
using fhir::view_definition::RowText;
using fhir::view_definition::View;
using fhir::view_definition::Wanted;
using interaction::ViewWork;

Result<void> write(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        return Error{Kind::fault, "cannot write to standard output"};
    return {};
}

// Rows to standard output as they come.
class Table : public interaction::TableSink {
public:
    explicit Table(const RowText& text) : m_text(text) {}

    Result<void> begin(Header header)
    {
        std::string first;
        m_text.begin(header, first);
        return write(first);
    }

    Result<Wanted> row(Row row) override
    {
        m_row.clear();
        m_text.add(row, m_row);
        return put(m_row);
    }

    bool takes(const Rows&) const override { return true; }

    Result<Wanted> add(const Rows& rows) override { return rows.count == 0 ? Wanted::more : put(rows.text); }

    Result<void> end()
    {
        std::string last;
        m_text.end(last);
        TRY(write(last));
        return std::fflush(stdout) == 0 ? Result<void>() : Error{Kind::fault, "cannot write to standard output"};
    }

private:
    Result<Wanted> put(std::string_view text)
    {
        if (m_has_rows)
            TRY(write(m_text.between()));
        m_has_rows = true;
        TRY(write(text));
        return Wanted::more;
    }

    const RowText& m_text;
    std::string m_row;
    bool m_has_rows = false;
};

Result<void> read_lines(const std::string& path, ViewWork& work)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Kind::not_found, "cannot read " + path};
    TRY(work.begin_file(path));
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.size() > limits::import_line_bytes_max)
            return Error{Kind::too_large, fmt::format("{}, line {}: the line is too long", path, number)};
        if (trim(line).empty())
            line = "{}";
        TRY(work.add(std::move(line)));
    }
    return file.bad() ? Error{Kind::fault, "cannot read " + path} : Result<void>();
}

Result<void> read_store(const std::filesystem::path& data, const View& view, ViewWork& work)
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
        for (auto& version : found.matches)
            TRY(work.add(std::move(version.body)));
        query.cursor = std::move(found.next);
    } while (!query.cursor.empty());
    return {};
}

Result<void> read_all(const ViewWishes& wishes, const View& view, ViewWork& work)
{
    if (wishes.files.empty())
        return read_store(wishes.data, view, work);
    for (const auto& file : wishes.files)
        TRY(read_lines(file, work));
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
    const RowText text(view, *format);
    interaction::ViewCrew crew;
    Table table(text);
    ViewWork work(crew, {view, text, Definitions::r4(), system_clock().now()}, table);
    TRY(table.begin(wishes.has_header ? Header::yes : Header::no));
    const auto read = read_all(wishes, view, work);
    // What was wrong with what was read is told before what could not be read.
    TRY(work.finish());
    TRY(read);
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
