#include "app/bulk/import_run.h"

#include "app/bulk/refused_lines.h"
#include "app/bulk/settled.h"
#include "app/import/import.h"
#include "base/limits/bulk.h"
#include "interaction/transaction.h"

#include <limits>
#include <thread>

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

std::string fact_of(const std::string& id, std::size_t input)
{
    return fmt::format("import/{}/{}", id, input);
}

// What was settled when this run of the import began; what it settles itself stands in the store with what it puts in.
class SettledBefore final : public Ledger {
public:
    explicit SettledBefore(const Settled& settled) : m_done(settled.spans) {}
    const DoneSpans& done(const ImportSource&) const override { return m_done; }
    bool is_empty() const override { return m_done.empty(); }
    Result<void> add(const ImportSource&, Span) override { return {}; }

private:
    DoneSpans m_done;
};

// Of the type its input names.
Result<void> refuse_other_types(json::Value bundle, const std::string& type)
{
    const auto entries = bundle["entry"];
    for (std::size_t i = 0; i < entries.size() && !type.empty(); ++i)
        if (const auto resource = entries.at(i)["resource"]; resource["resourceType"].text() != type)
            return Error{Kind::invalid, "the resource is not of the type its input names",
                fmt::format("Bundle.entry[{}].resource", i)};
    return {};
}

class InputRun {
public:
    InputRun(const access::Records& records, const interaction::Hall& hall, ImportRecord& record,
        const std::filesystem::path& folder, const std::atomic<bool>& stop, std::size_t number)
        : m_records(records), m_hall(hall), m_record(record), m_folder(folder), m_stop(stop),
          m_input(record.inputs[number]), m_fact(fact_of(record.id, number)), m_bytes_before(record.bytes_done),
          m_refused_file(refused_file(folder, number))
    {}

    Result<bool> go()
    {
        m_settled = TRY(settled_in_store());
        m_lines.emplace(TRY(RefusedLines::open(m_refused_file, m_settled)));
        SettledBefore before(m_settled);
        const ImportSource source{m_input.path, SourceForm::lines, m_input.bytes};
        ImportOptions options;
        options.is_stopped = &m_stop;
        options.failures_told_max = std::numeric_limits<std::uint64_t>::max();
        const auto ran = TRY(import_source(source, before, options, callbacks()));
        if (m_failure)
            return *m_failure;
        if (!ran.is_complete || m_stop)
            return false;
        TRY(settle_refused());
        TRY(m_lines->finish(m_settled.refused));
        note_counts(m_bytes_before + m_input.bytes);
        TRY(keep(m_record, m_folder));
        return true;
    }

private:
    // One worker: a resource that stands on two lines is put as the later one says.
    ImportCallbacks callbacks()
    {
        ImportCallbacks callbacks;
        callbacks.carry_out = [this](const ImportUnit& unit) { return carry_out(unit); };
        callbacks.on_failure = [this](const ImportFailure& failure) {
            if (failure.number == 0)
                note(failure.error);
            else if (!m_stop && !m_failure)
                note(refuse(failure));
        };
        callbacks.on_progress = [this](const ImportProgress& progress) { show(progress); };
        return callbacks;
    }

    Result<Settled> settled_in_store()
    {
        std::string text;
        auto session = m_records.open(m_record.caller);
        TRY(session.write([&](access::Writing& writing) -> Result<void> {
            text = TRY(writing.fact(m_fact));
            return {};
        }));
        return settled_of(text);
    }

    // With the lines that were refused before it.
    Result<void> carry_out(const ImportUnit& unit)
    {
        if (m_failure)
            return *m_failure;
        TRY(refuse_other_types(unit.bundle.root(), m_input.type));
        auto next = with_refused();
        next.add(unit.span);
        next.put += unit.resources;
        if (!m_refused.empty())
            note(m_lines->make_durable());
        if (m_failure)
            return *m_failure;
        const auto beside = [&](access::Writing& writing) { return writing.keep_fact(m_fact, to_text(next)); };
        TRY(when_there_is_room([&]() -> Result<void> {
            auto session = m_records.open(m_record.caller);
            TRY(interaction::transaction(
                session, m_hall, {unit.bundle, m_hall.base, interaction::Return::minimal, beside}));
            return {};
        }));
        m_settled = std::move(next);
        m_refused.clear();
        return {};
    }

    // The writer is there for those who wait for an answer first.
    Result<void> when_there_is_room(const std::function<Result<void>()>& act) const
    {
        while (!m_stop) {
            auto done = act();
            if (done || done.error().kind != Kind::busy)
                return done;
            std::this_thread::sleep_for(limits::import_busy_time);
        }
        return Error{Kind::busy, "the import is stopped"};
    }

    Settled with_refused() const
    {
        auto next = m_settled;
        for (const auto& span : m_refused)
            next.add(span);
        next.refused += m_refused.size();
        return next;
    }

    Result<void> refuse(const ImportFailure& failure)
    {
        TRY(m_lines->add(failure, m_hall.definitions));
        m_refused.push_back(failure.span);
        return m_refused.size() < limits::import_refusals_at_once ? Result<void>() : settle_refused();
    }

    Result<void> settle_refused()
    {
        if (m_refused.empty())
            return {};
        TRY(m_lines->make_durable());
        auto next = with_refused();
        TRY(when_there_is_room([&] {
            auto session = m_records.open(m_record.caller);
            return session.write([&](access::Writing& writing) { return writing.keep_fact(m_fact, to_text(next)); });
        }));
        m_settled = std::move(next);
        m_refused.clear();
        return {};
    }

    // What makes it impossible to go on; not that it is stopped.
    void note(const Result<void>& done)
    {
        if (!done && !m_stop && !m_failure)
            m_failure = done.error();
    }

    void note_counts(std::uint64_t bytes)
    {
        m_input.put = m_settled.put;
        m_input.refused = m_settled.refused + m_refused.size();
        m_record.bytes_done = bytes;
    }

    void show(const ImportProgress& progress)
    {
        const auto now = m_hall.clock.now();
        if (m_stop || now - m_shown < limits::import_progress_time)
            return;
        m_shown = now;
        note_counts(m_bytes_before + progress.bytes_done);
        note(keep(m_record, m_folder));
    }

    const access::Records& m_records;
    const interaction::Hall& m_hall;
    ImportRecord& m_record;
    const std::filesystem::path& m_folder;
    const std::atomic<bool>& m_stop;
    ImportInput& m_input;
    const std::string m_fact;
    const std::uint64_t m_bytes_before;
    const std::filesystem::path m_refused_file;
    Settled m_settled;
    std::optional<RefusedLines> m_lines;
    std::vector<Span> m_refused;  // Told in the file, and not settled in the store yet.
    std::optional<Error> m_failure;
    Instant m_shown;
};

Result<void> refuse_changed(const ImportInput& input)
{
    auto now = input;
    if (!look_at_file(now) || now.bytes != input.bytes || now.changed != input.changed)
        return Error{Kind::conflict, "an input was changed or taken away while it was read"};
    return {};
}

}  // namespace

Result<bool> run_import(const access::Records& records, const interaction::Hall& hall, ImportRecord& record,
    const std::filesystem::path& folder, const std::atomic<bool>& stop)
{
    record.bytes_done = 0;
    for (std::size_t i = 0; i < record.inputs.size(); ++i) {
        TRY(refuse_changed(record.inputs[i]));
        if (!TRY(InputRun(records, hall, record, folder, stop, i).go()))
            return false;
        TRY(refuse_changed(record.inputs[i]));
    }
    record.state = JobState::done;
    record.ended = hall.clock.now();
    TRY(keep(record, folder));
    return true;
}

Result<void> forget_import(const access::Records& records, const std::string& id, std::size_t inputs)
{
    auto session = records.open({access::CallerKind::system, "system", "", {}, ""});
    return session.write([&](access::Writing& writing) -> Result<void> {
        for (std::size_t i = 0; i < inputs; ++i)
            TRY(writing.keep_fact(fact_of(id, i), ""));
        return {};
    });
}

}  // namespace helselos::app::bulk
