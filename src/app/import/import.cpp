#include "app/import/import.h"

#include "app/import/journal.h"
#include "app/import/sources.h"
#include "app/import/units.h"
#include "base/limits.h"
#include "base/text.h"

#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace helselos::app {

namespace {

// Parts of a unit, from `first` up to and without `last`.
struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t size() const { return last - first; }
};

// Which entry an error speaks of: "Bundle.entry[3].resource.status".
std::optional<std::uint64_t> entry_of(const Error& error)
{
    constexpr std::string_view start = "Bundle.entry[";
    std::string_view element = error.element;
    if (element.empty() && !error.issues.empty())
        element = error.issues.front().element;
    if (!element.starts_with(start))
        return std::nullopt;
    element.remove_prefix(start.size());
    return to_unsigned(element.substr(0, element.find(']')));
}

// What to try next, the first of it last: what comes before the entry at fault, it, and the rest; when none is known,
// the halves. It may be at fault only together with another, so it is tried alone before it is told.
void push_parts(Range range, const Error& why, std::vector<Range>& waiting)
{
    const auto push = [&waiting](std::size_t first, std::size_t last) {
        if (first < last)
            waiting.push_back({first, last});
    };
    const auto entry = entry_of(why);
    if (!entry || *entry >= range.size()) {
        const auto middle = range.first + range.size() / 2;
        push(middle, range.last);
        return push(range.first, middle);
    }
    const auto at = range.first + *entry;
    push(at + 1, range.last);
    push(at, at + 1);
    push(range.first, at);
}

// Everything but carrying out a unit happens under one lock.
class Import {
public:
    Import(Ledger& ledger, const ImportOptions& options, const ImportCallbacks& callbacks)
        : m_ledger(ledger), m_options(options), m_callbacks(callbacks)
    {}

    void expect(std::span<const ImportSource> sources);
    // Returns when all of them are through, or the import is stopped or has failed.
    void run(std::span<const ImportSource> sources);
    Result<ImportSummary> finish() &&;

private:
    void work();
    std::optional<ImportUnit> take();
    void pass_units(std::vector<ImportFailure> failures);
    void carry_out(const ImportUnit& unit);
    void carry_out_parts(const ImportUnit& unit, const Error& why);
    void settle(const ImportUnit& unit, Result<void> result);
    void tell(const ImportFailure& failure);
    bool has_failed()
    {
        const std::lock_guard guard(m_lock);
        return m_error.has_value();
    }
    bool is_over() const { return m_error || (m_options.is_stopped != nullptr && m_options.is_stopped->load()); }

    std::mutex m_lock;
    Ledger& m_ledger;
    const ImportOptions& m_options;
    const ImportCallbacks& m_callbacks;
    std::span<const ImportSource> m_sources;
    std::unique_ptr<Units> m_units;
    ImportProgress m_progress;
    std::size_t m_faults_in_a_row = 0;
    std::optional<Error> m_error;
};

void Import::expect(std::span<const ImportSource> sources)
{
    for (const auto& source : sources)
        m_progress.bytes_total += source.bytes;
}

void Import::run(std::span<const ImportSource> sources)
{
    m_sources = sources;
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < m_options.workers; ++i)
        others.emplace_back([this] { work(); });
    work();
}

void Import::work()
{
    for (;;) {
        const auto unit = take();
        if (!unit)
            return;
        carry_out(*unit);
    }
}

std::optional<ImportUnit> Import::take()
{
    const std::lock_guard guard(m_lock);
    while (!is_over()) {
        if (m_units == nullptr) {
            if (m_sources.empty())
                return std::nullopt;
            m_units = units_of(m_sources.front(), m_ledger.done(m_sources.front()), m_options.is_stopped);
            m_sources = m_sources.subspan(1);
        }
        std::vector<ImportFailure> failures;
        auto unit = m_units->next(failures);
        pass_units(std::move(failures));
        if (unit)
            return unit;
        m_units.reset();
    }
    return std::nullopt;
}

// What was read over, and what could not be read.
void Import::pass_units(std::vector<ImportFailure> failures)
{
    for (const auto& failure : failures)
        tell(failure);
    const auto bytes = m_units->take_passed_bytes();
    m_progress.bytes_done += bytes;
    if (bytes > 0 && m_callbacks.on_progress)
        m_callbacks.on_progress(m_progress);
}

void Import::tell(const ImportFailure& failure)
{
    ++m_progress.failures;
    if (m_callbacks.on_failure && m_progress.failures <= m_options.failures_told_max)
        m_callbacks.on_failure(failure);
}

void Import::carry_out(const ImportUnit& unit)
{
    auto result = m_callbacks.carry_out(unit);
    if (!result.ok() && unit.parts.size() > 1)
        carry_out_parts(unit, result.error());
    else
        settle(unit, std::move(result));
    const std::lock_guard guard(m_lock);
    m_progress.bytes_done += unit.bytes;
    if (m_callbacks.on_progress)
        m_callbacks.on_progress(m_progress);
}

// In their order.
void Import::carry_out_parts(const ImportUnit& unit, const Error& why)
{
    std::vector<Range> waiting;
    push_parts({0, unit.parts.size()}, why, waiting);
    while (!waiting.empty() && !has_failed()) {
        const auto range = waiting.back();
        waiting.pop_back();
        const auto part = unit_of_parts(unit, range.first, range.last);
        auto result = m_callbacks.carry_out(part);
        if (result.ok() || range.size() == 1)
            settle(part, std::move(result));
        else
            push_parts(range, result.error(), waiting);
    }
}

void Import::settle(const ImportUnit& unit, Result<void> result)
{
    const std::lock_guard guard(m_lock);
    if (!result.ok()) {
        const auto number = unit.parts.empty() ? unit.number : unit.parts.front().number;
        m_faults_in_a_row += result.error().kind == Kind::fault ? 1 : 0;
        if (m_faults_in_a_row >= limits::import_faults_max)
            m_error = result.error();
        const auto resource = unit.parts.empty() ? json::Value() : unit.bundle.root()["entry"].at(0)["resource"];
        return tell({unit.source->path, unit.source->form, number, std::move(result).error(), unit.span,
            std::string(resource["resourceType"].text())});
    }
    m_faults_in_a_row = 0;
    m_progress.resources += unit.resources;
    if (auto added = m_ledger.add(*unit.source, unit.span); !added.ok())
        m_error = std::move(added).error();
}

Result<ImportSummary> Import::finish() &&
{
    if (m_error)
        return *std::move(m_error);
    ImportSummary summary{.progress = m_progress, .was_resumed = !m_ledger.is_empty(), .is_complete = !is_over()};
    return summary;
}

}  // namespace

Result<ImportSummary> import_all(
    std::span<const std::filesystem::path> paths, const ImportOptions& options, const ImportCallbacks& callbacks)
{
    const auto sources = TRY(find_sources(paths));
    if (sources.first.empty() && sources.others.empty())
        return Error{Kind::not_found, fmt::format("no .json or .ndjson file there, and {} others", sources.left_out)};
    auto journal = TRY(Journal::open(options.journal));
    Import running(journal, options, callbacks);
    running.expect(sources.first);
    running.expect(sources.others);
    running.run(sources.first);
    running.run(sources.others);
    auto summary = TRY(std::move(running).finish());
    if (summary.is_complete)
        journal.remove();
    summary.left_out = sources.left_out;
    return summary;
}

Result<ImportSummary> import_source(
    const ImportSource& source, Ledger& ledger, const ImportOptions& options, const ImportCallbacks& callbacks)
{
    Import running(ledger, options, callbacks);
    running.expect({&source, 1});
    running.run({&source, 1});
    return std::move(running).finish();
}

}  // namespace helselos::app
