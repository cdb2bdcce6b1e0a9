// What an import has put in already, so that an interrupted one goes on where it stopped.
//
// A text file; each line is one span of one source: path (percent-encoded), size of the file, begin, end. A line is
// written after its unit is durable. A unit that became durable in the last moment before a power cut may therefore
// be put in once more. A source whose size has changed is a new source.
#pragma once

#include "app/import/ledger.h"

#include <string>

namespace helselos::app {

class Journal final : public Ledger {
public:
    // Reads what is there; nothing there is an empty journal. A line that is cut is not counted. Error fault.
    static Result<Journal> open(const std::filesystem::path& path);

    Journal(Journal&& other) noexcept;
    Journal& operator=(Journal&&) = delete;
    ~Journal() override;

    const DoneSpans& done(const ImportSource& source) const override;
    bool is_empty() const override { return m_done.empty(); }

    // On disk when it returns. Error fault.
    Result<void> add(const ImportSource& source, Span span) override;

    // The import is over: takes the file away.
    void remove();

private:
    Journal(std::filesystem::path path, int file) : m_path(std::move(path)), m_file(file) {}
    void read(const std::string& text);

    std::filesystem::path m_path;
    int m_file = -1;
    std::map<std::string, DoneSpans> m_done;  // By path and size, as in the file.
};

}  // namespace helselos::app
