#include "interaction/view_work.h"

#include "base/limits/view.h"
#include "json/read.h"

#include <fmt/format.h>

#include <exception>

namespace helselos::interaction {

using fhir::view_definition::Row;
using fhir::view_definition::RowSink;
using fhir::view_definition::RowText;
using fhir::view_definition::Wanted;

namespace {

// What a block gives ahead of its turn.
class Ahead : public RowSink {
public:
    explicit Ahead(const RowText& text) : m_text(text) {}

    Result<Wanted> row(Row row) override
    {
        if (m_rows.count > 0)
            m_rows.text += m_text.between();
        m_text.add(row, m_rows.text);
        ++m_rows.count;
        if (m_rows.text.size() > limits::view_block_text_bytes_max)
            return Error{Kind::too_large, "the rows are too many to be made ahead"};
        return Wanted::more;
    }

    TableSink::Rows take() { return std::move(m_rows); }

private:
    const RowText& m_text;
    TableSink::Rows m_rows;
};

}  // namespace

// Its texts stay until its rows are handed out: whoever asked for them frees them, for memory that one thread takes and
// another gives back makes both wait.
class ViewWork::Block final : public ViewCrew::Task {
public:
    Block(ViewWork& work, const Source& source) : m_work(work), m_file(source.file), m_first_line(source.lines + 1) {}

    void add(std::string text)
    {
        m_bytes += text.size();
        m_texts.push_back(std::move(text));
    }

    bool is_full() const
    {
        return m_texts.size() >= limits::view_block_resources || m_bytes >= limits::view_block_bytes;
    }

    void carry_out() noexcept override
    {
        try {
            auto evaluation = m_work.borrow();
            Ahead ahead(m_work.m_setting.text);
            m_is_whole = make(*evaluation, ahead).ok();
            m_rows = ahead.take();
            m_work.give_back(std::move(evaluation));
        } catch (const std::exception&) {
            m_is_whole = false;  // It is met again where it can be told.
        }
    }

    Result<Wanted> hand_out(TableSink& sink)
    {
        if (m_is_whole && sink.takes(m_rows))
            return sink.add(m_rows);
        auto evaluation = m_work.borrow();
        const auto wanted = TRY(make(*evaluation, sink));
        m_work.give_back(std::move(evaluation));
        return wanted;
    }

    bool is_taken_back = false;

private:
    Result<Wanted> make(Evaluation& evaluation, RowSink& sink) const
    {
        for (std::size_t i = 0; i < m_texts.size(); ++i) {
            auto wanted = rows_of(evaluation, m_texts[i], sink);
            if (!wanted)
                return with_place(std::move(wanted).error(), i);
            if (*wanted == Wanted::enough)
                return Wanted::enough;
        }
        return Wanted::more;
    }

    Result<Wanted> rows_of(Evaluation& evaluation, std::string_view text, RowSink& sink) const
    {
        const auto document = TRY(json::read(text));
        const auto root = document.root();
        auto wanted = TRY(evaluation.rows_of(root, sink));
        if (m_file.empty() || root["resourceType"].text() != "Bundle")
            return wanted;
        for (const auto entry : root["entry"].elements()) {
            if (wanted == Wanted::enough)
                break;
            wanted = TRY(evaluation.rows_of(entry["resource"], sink));
        }
        return wanted;
    }

    Error with_place(Error error, std::size_t index) const
    {
        if (!m_file.empty())
            error.reason = fmt::format("{}, line {}: {}", m_file, m_first_line + index, error.reason);
        return error;
    }

    ViewWork& m_work;
    const std::string m_file;
    const std::size_t m_first_line;
    std::vector<std::string> m_texts;
    std::size_t m_bytes = 0;
    TableSink::Rows m_rows;
    bool m_is_whole = false;
};

ViewWork::ViewWork(ViewCrew& crew, const Setting& setting, TableSink& sink)
    : m_crew(crew), m_setting(setting), m_sink(sink)
{}

ViewWork::~ViewWork()
{
    for (const auto& block : m_blocks)
        if (!block->is_taken_back && !m_crew.take_back(*block))
            m_crew.wait_for(*block);
}

Result<Wanted> ViewWork::begin_file(std::string name)
{
    if (m_open)
        TRY(close_block());
    m_source = {std::move(name), 0};
    return m_wanted;
}

Result<Wanted> ViewWork::add(std::string text)
{
    if (m_wanted == Wanted::enough)
        return m_wanted;
    if (!m_open)
        m_open = std::make_unique<Block>(*this, m_source);
    m_open->add(std::move(text));
    ++m_source.lines;
    return m_open->is_full() ? close_block() : Wanted::more;
}

Result<Wanted> ViewWork::finish()
{
    // The rest is less than is worth handing over.
    auto rest = std::move(m_open);
    while (m_wanted == Wanted::more && !m_blocks.empty())
        TRY(hand_out_first());
    if (m_wanted == Wanted::more && rest)
        m_wanted = TRY(rest->hand_out(m_sink));
    return m_wanted;
}

Result<Wanted> ViewWork::close_block()
{
    m_blocks.push_back(std::move(m_open));
    m_crew.offer(*m_blocks.back());
    while (m_wanted == Wanted::more && m_blocks.size() >= limits::view_blocks_waiting_max)
        TRY(hand_out_first());
    return m_wanted;
}

// While the crew is at the first one, the next are done here.
Result<void> ViewWork::hand_out_first()
{
    auto& first = *m_blocks.front();
    if (!first.is_taken_back && m_crew.take_back(first)) {
        first.is_taken_back = true;
    } else if (!first.is_taken_back) {
        while (!m_crew.is_done(first) && help()) {}
        m_crew.wait_for(first);
    }
    const auto block = std::move(m_blocks.front());
    m_blocks.pop_front();
    auto wanted = block->hand_out(m_sink);
    m_wanted = wanted ? *wanted : Wanted::enough;
    return wanted ? Result<void>() : std::move(wanted).error();
}

bool ViewWork::help()
{
    for (const auto& block : m_blocks) {
        if (block->is_taken_back || !m_crew.take_back(*block))
            continue;
        block->is_taken_back = true;
        block->carry_out();
        return true;
    }
    return false;
}

std::unique_ptr<fhir::view_definition::Evaluation> ViewWork::borrow()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto evaluation = std::move(m_idle.back());
            m_idle.pop_back();
            return evaluation;
        }
    }
    return std::make_unique<Evaluation>(m_setting.view, m_setting.definitions, m_setting.now);
}

void ViewWork::give_back(std::unique_ptr<Evaluation> evaluation)
{
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(evaluation));
}

}  // namespace helselos::interaction
