#include "app/import/import.h"

#include "app/import/journal.h"
#include "app/import/sources.h"
#include "app/import/units.h"
#include "base/limits.h"

#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace helselos::app {

namespace {

// Everything but carrying out a unit happens under one lock.
class Import {
public:
    Import(Journal journal, const ImportOptions& options, const ImportCallbacks& callbacks)
        : m_journal(std::move(journal)), m_options(options), m_callbacks(callbacks)
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
    void carry_out_singly(const ImportUnit& unit);
    void settle(const ImportUnit& unit, Result<void> result);
    void tell(const ImportFailure& failure);
    bool has_failed()
    {
        const std::lock_guard guard(m_lock);
        return m_error.has_value();
    }
    bool is_over() const { return m_error || (m_options.is_stopped != nullptr && m_options.is_stopped->load()); }

    std::mutex m_lock;
    Journal m_journal;
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
            m_units = units_of(m_sources.front(), m_journal.done(m_sources.front()));
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
    if (m_callbacks.on_failure && m_progress.failures <= limits::import_failures_told_max)
        m_callbacks.on_failure(failure);
}

void Import::carry_out(const ImportUnit& unit)
{
    auto result = m_callbacks.carry_out(unit.bundle);
    if (!result.ok() && unit.parts.size() > 1)
        carry_out_singly(unit);
    else
        settle(unit, std::move(result));
    const std::lock_guard guard(m_lock);
    m_progress.bytes_done += unit.bytes;
    if (m_callbacks.on_progress)
        m_callbacks.on_progress(m_progress);
}

void Import::carry_out_singly(const ImportUnit& unit)
{
    for (std::size_t i = 0; i < unit.parts.size() && !has_failed(); ++i) {
        const auto single = single_unit(unit, i);
        settle(single, m_callbacks.carry_out(single.bundle));
    }
}

void Import::settle(const ImportUnit& unit, Result<void> result)
{
    const std::lock_guard guard(m_lock);
    if (!result.ok()) {
        const auto number = unit.parts.empty() ? 0 : unit.parts.front().number;
        m_faults_in_a_row += result.error().kind == Kind::fault ? 1 : 0;
        if (m_faults_in_a_row >= limits::import_faults_max)
            m_error = result.error();
        return tell({unit.source->path, unit.source->form, number, std::move(result).error()});
    }
    m_faults_in_a_row = 0;
    m_progress.resources += unit.resources;
    if (auto added = m_journal.add(*unit.source, unit.span); !added.ok())
        m_error = std::move(added).error();
}

Result<ImportSummary> Import::finish() &&
{
    if (m_error)
        return *std::move(m_error);
    ImportSummary summary{.progress = m_progress, .was_resumed = !m_journal.is_empty(), .is_complete = !is_over()};
    if (summary.is_complete)
        m_journal.remove();
    return summary;
}

}  // namespace

Result<ImportSummary> import_all(
    std::span<const std::filesystem::path> paths, const ImportOptions& options, const ImportCallbacks& callbacks)
{
    const auto sources = TRY(find_sources(paths));
    if (sources.first.empty() && sources.others.empty())
        return Error{Kind::not_found, fmt::format("no .json or .ndjson file there, and {} others", sources.left_out)};
    Import running(TRY(Journal::open(options.journal)), options, callbacks);
    running.expect(sources.first);
    running.expect(sources.others);
    running.run(sources.first);
    running.run(sources.others);
    auto summary = TRY(std::move(running).finish());
    summary.left_out = sources.left_out;
    return summary;
}

}  // namespace helselos::app
