#include "app/import/units.h"

#include "app/import/acts.h"
#include "base/limits.h"
#include "json/read.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace helselos::app {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t buffer_bytes = 64U << 10;

ImportFailure failure_in(const ImportSource& source, std::uint64_t number, Error error, Span span = {})
{
    return {source.path, source.form, number, std::move(error), span};
}

// Collects entries that stand for themselves.
class Group {
public:
    explicit Group(const ImportSource& source) { m_unit.source = &source; }

    bool is_empty() const { return m_unit.parts.empty(); }
    bool is_full() const
    {
        return m_unit.parts.size() >= limits::import_group_max || m_unit.bytes >= limits::import_group_bytes_max;
    }

    void add(const ImportPart& part, std::uint64_t bytes, json::Value entry)
    {
        if (is_empty())
            m_unit.bundle = empty_transaction();
        add_entry(m_unit.bundle, entry);
        m_unit.span = {is_empty() ? part.span.begin : m_unit.span.begin, part.span.end};
        m_unit.parts.push_back(part);
        m_unit.bytes += bytes;
        ++m_unit.resources;
        m_keys.insert(key_in(entry));
    }

    // One transaction changes a resource once.
    bool changes_already(json::Value entry) const
    {
        const auto key = key_in(entry);
        return !key.empty() && m_keys.contains(key);
    }

    ImportUnit take() { return std::exchange(m_unit, ImportUnit{.source = m_unit.source}); }

private:
    // "Patient/1"; empty for what has no id yet.
    static std::string key_in(json::Value entry)
    {
        const auto request = entry["request"];
        return request["method"].text() == "PUT" ? std::string(request["url"].text()) : std::string();
    }

    ImportUnit m_unit;
    std::set<std::string> m_keys;
};

ImportUnit whole_unit(const ImportSource& source, Span span, json::Document bundle, std::uint64_t bytes)
{
    const auto entries = bundle.root()["entry"].size();
    return {.source = &source, .span = span, .bundle = std::move(bundle), .resources = entries, .bytes = bytes};
}

// A file that holds one JSON value.
class FileUnits final : public Units {
public:
    FileUnits(const ImportSource& source, const DoneSpans& done) : m_source(source), m_done(done) {}

    std::optional<ImportUnit> next(std::vector<ImportFailure>& failures) override;
    std::uint64_t take_passed_bytes() override { return std::exchange(m_passed, 0); }

private:
    Result<json::Document> read() const;
    std::optional<ImportUnit> next_group(std::vector<ImportFailure>& failures);
    bool is_done(std::uint64_t position) const;

    const ImportSource& m_source;
    const DoneSpans& m_done;
    std::optional<json::Document> m_document;
    json::Value m_entries;  // Those that stand for themselves.
    std::size_t m_next = 0;
    bool m_is_read = false;
    std::uint64_t m_passed = 0;
};

bool FileUnits::is_done(std::uint64_t position) const
{
    const auto after = m_done.upper_bound(position);
    return after != m_done.begin() && std::prev(after)->second > position;
}

Result<json::Document> FileUnits::read() const
{
    if (m_source.bytes > limits::import_file_bytes_max)
        return Error{Kind::too_large, fmt::format("larger than {} bytes", limits::import_file_bytes_max)};
    std::ifstream in(m_source.path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.good() && !in.eof())
        return Error{Kind::fault, "cannot be read"};
    return json::read(text.starts_with(byte_order_mark) ? std::string_view(text).substr(3) : std::string_view(text));
}

std::optional<ImportUnit> FileUnits::next(std::vector<ImportFailure>& failures)
{
    if (m_is_read)
        return next_group(failures);
    m_is_read = true;
    const Span all{0, m_source.bytes};
    if (const auto found = m_done.find(0); found != m_done.end() && found->second == all.end) {
        m_passed += m_source.bytes;
        return std::nullopt;
    }
    auto document = read();
    if (!document.ok()) {
        m_passed += m_source.bytes;
        failures.push_back(failure_in(m_source, 0, std::move(document).error()));
        return std::nullopt;
    }
    if (holds_independent_entries(document->root())) {
        m_document = *std::move(document);
        m_entries = m_document->root()["entry"];
        return next_group(failures);
    }
    auto bundle = as_transaction(*std::move(document));
    if (bundle.ok())
        return whole_unit(m_source, all, *std::move(bundle), m_source.bytes);
    m_passed += m_source.bytes;
    failures.push_back(failure_in(m_source, 0, std::move(bundle).error()));
    return std::nullopt;
}

std::optional<ImportUnit> FileUnits::next_group(std::vector<ImportFailure>& failures)
{
    Group group(m_source);
    const auto share = m_source.bytes / std::max<std::size_t>(m_entries.size(), 1);
    while (m_next < m_entries.size() && !group.is_full()) {
        // Behind the size of the file, so that it is never taken for a span of bytes.
        const auto position = m_source.bytes + m_next;
        const auto number = ++m_next;
        const auto entry = m_entries.at(number - 1);
        auto act = is_done(position) || is_outcome(entry) ? Result<json::Value>(json::Value())
                                                          : independent_act_of(entry, *m_document);
        if (act.ok() && act->exists()) {
            group.add({{position, position + 1}, number}, share, *act);
            continue;
        }
        m_passed += share;
        if (!act.ok())
            failures.push_back(failure_in(m_source, number, std::move(act).error()));
        else if (is_done(position) && !group.is_empty())
            break;
    }
    if (group.is_empty())
        return std::nullopt;
    return group.take();
}

// NDJSON.
class LineUnits final : public Units {
public:
    LineUnits(const ImportSource& source, const DoneSpans& done, const std::atomic<bool>* is_stopped)
        : m_source(source), m_done(done), m_is_stopped(is_stopped), m_in(source.path, std::ios::binary)
    {}

    std::optional<ImportUnit> next(std::vector<ImportFailure>& failures) override;
    std::uint64_t take_passed_bytes() override { return std::exchange(m_passed, 0); }

private:
    enum class Line : std::uint8_t { read, too_long, end };
    std::string_view read_piece();
    Line read_line();
    bool skip_done();
    void pass(std::vector<ImportFailure>& failures, Error error);
    void pass_blank();
    void tell_if_cut(std::vector<ImportFailure>& failures);
    bool is_stopped() const { return m_is_stopped != nullptr && *m_is_stopped; }
    // Where the line begins, with the blank ones before it.
    Span take_span() { return {std::exchange(m_blank_from, std::nullopt).value_or(m_span.begin), m_span.end}; }
    // A unit when the line is one by itself.
    std::optional<ImportUnit> take_line(Group& group, std::vector<ImportFailure>& failures);

    const ImportSource& m_source;
    const DoneSpans& m_done;
    const std::atomic<bool>* m_is_stopped;
    std::ifstream m_in;
    std::string m_buffer;
    std::size_t m_at = 0;  // What is before it in the buffer has been read.
    std::string m_line;
    Span m_span;  // Of m_line with its end.
    std::uint64_t m_number = 0;
    std::optional<std::uint64_t> m_blank_from;
    std::optional<ImportUnit> m_waiting;
    std::optional<Group> m_begun;  // With a line that did not go into the group before it.
    std::uint64_t m_passed = 0;
    bool m_is_cut = false;  // And that was told.
};

// The next bytes up to the end of a line or of what is in memory; none at the end of the file.
std::string_view LineUnits::read_piece()
{
    if (m_at == m_buffer.size()) {
        m_buffer.resize(buffer_bytes);
        m_in.read(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size()));
        m_buffer.resize(static_cast<std::size_t>(m_in.gcount()));
        m_at = 0;
    }
    const auto rest = std::string_view(m_buffer).substr(m_at);
    const auto end = rest.find('\n');
    const auto piece = end == std::string_view::npos ? rest : rest.substr(0, end + 1);
    m_at += piece.size();
    return piece;
}

LineUnits::Line LineUnits::read_line()
{
    m_line.clear();
    m_span = {m_span.end, m_span.end};
    bool is_too_long = false;
    bool is_ended = false;
    while (!is_ended) {
        if (is_stopped())
            return Line::end;
        auto piece = read_piece();
        if (piece.empty())
            break;
        m_span.end += piece.size();
        is_ended = piece.back() == '\n';
        if (is_ended)
            piece.remove_suffix(1);
        is_too_long = is_too_long || m_line.size() + piece.size() > limits::import_line_bytes_max;
        if (!is_too_long)
            m_line += piece;
    }
    if (m_span.end == m_span.begin)
        return Line::end;
    ++m_number;
    if (m_number == 1 && m_line.starts_with(byte_order_mark))
        m_line.erase(0, byte_order_mark.size());
    return is_too_long ? Line::too_long : Line::read;
}

// Reads over what was done before, to keep the count of lines.
bool LineUnits::skip_done()
{
    const auto found = m_done.find(m_span.end);
    if (found == m_done.end())
        return false;
    const auto begin = m_span.end;
    while (m_span.end < found->second && read_line() != Line::end) {}
    m_passed += m_span.end - begin;
    return m_span.end > begin;
}

void LineUnits::pass(std::vector<ImportFailure>& failures, Error error)
{
    m_passed += m_span.end - m_span.begin;
    failures.push_back(failure_in(m_source, m_number, std::move(error), take_span()));
}

void LineUnits::pass_blank()
{
    m_passed += m_span.end - m_span.begin;
    m_blank_from = m_blank_from.value_or(m_span.begin);
}

// A disk that fails looks like the end of the file.
void LineUnits::tell_if_cut(std::vector<ImportFailure>& failures)
{
    if (m_span.end < m_source.bytes && !is_stopped() && !std::exchange(m_is_cut, true))
        failures.push_back(failure_in(m_source, 0, {Kind::fault, "cannot be read to its end"}));
}

std::optional<ImportUnit> LineUnits::take_line(Group& group, std::vector<ImportFailure>& failures)
{
    const auto bytes = m_span.end - m_span.begin;
    auto document = json::read(m_line);
    if (!document.ok()) {
        pass(failures, std::move(document).error());
        return std::nullopt;
    }
    if (is_act_of_many(document->root())) {
        auto bundle = as_transaction(*std::move(document));
        if (bundle.ok()) {
            auto unit = whole_unit(m_source, take_span(), *std::move(bundle), bytes);
            unit.number = m_number;
            return unit;
        }
        pass(failures, std::move(bundle).error());
        return std::nullopt;
    }
    auto entry = act_of(document->root(), *document);
    if (!entry.ok())
        pass(failures, std::move(entry).error());
    else if (group.changes_already(*entry))
        m_begun.emplace(m_source).add({take_span(), m_number}, bytes, *entry);
    else
        group.add({take_span(), m_number}, bytes, *entry);
    return std::nullopt;
}

std::optional<ImportUnit> LineUnits::next(std::vector<ImportFailure>& failures)
{
    if (m_waiting)
        return std::exchange(m_waiting, std::nullopt);
    auto group = m_begun ? *std::exchange(m_begun, std::nullopt) : Group(m_source);
    while (!group.is_full() && !m_waiting && !m_begun) {
        if (skip_done()) {
            m_blank_from.reset();
            if (!group.is_empty())
                break;
            continue;
        }
        const auto line = read_line();
        if (line == Line::end) {
            tell_if_cut(failures);
            break;
        }
        const bool is_blank = m_line.find_first_not_of(" \t\r") == std::string::npos;
        if (line == Line::too_long)
            pass(failures, {Kind::too_large, fmt::format("longer than {} bytes", limits::import_line_bytes_max)});
        else if (is_blank)
            pass_blank();
        else
            m_waiting = take_line(group, failures);
    }
    if (group.is_empty())
        return std::exchange(m_waiting, std::nullopt);
    return group.take();
}

}  // namespace

std::unique_ptr<Units> units_of(const ImportSource& source, const DoneSpans& done, const std::atomic<bool>* is_stopped)
{
    if (source.form == SourceForm::lines)
        return std::make_unique<LineUnits>(source, done, is_stopped);
    return std::make_unique<FileUnits>(source, done);
}

ImportUnit unit_of_parts(const ImportUnit& unit, std::size_t first, std::size_t last)
{
    ImportUnit some{.source = unit.source,
        .span = {unit.parts[first].span.begin, unit.parts[last - 1].span.end},
        .resources = last - first};
    some.bundle = empty_transaction();
    for (auto i = first; i < last; ++i) {
        some.parts.push_back(unit.parts[i]);
        add_entry(some.bundle, unit.bundle.root()["entry"].at(i));
    }
    return some;
}

}  // namespace helselos::app
