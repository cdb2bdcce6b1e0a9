#include "app/import/journal.h"

#include "base/text.h"
#include "base/url.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace helselos::app {

namespace {

// The same file is the same source, however it was named.
std::string key_of(const ImportSource& source)
{
    std::error_code failure;
    const auto whole = std::filesystem::weakly_canonical(source.path, failure);
    return fmt::format("{} {}", percent_encode(failure ? source.path.string() : whole.string()), source.bytes);
}

Error failed(const std::filesystem::path& path)
{
    return {Kind::fault, path.string() + ": " + std::generic_category().message(errno)};
}

bool write_all(int file, std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Result<Journal> Journal::open(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return failed(path);
    Journal journal(path, file);
    // The end of a line that a power cut took must not spoil the next one.
    if (!text.empty() && text.back() != '\n' && !write_all(file, "\n"))
        return failed(path);
    journal.read(text);
    return journal;
}

Journal::Journal(Journal&& other) noexcept
    : m_path(std::move(other.m_path)), m_file(std::exchange(other.m_file, -1)), m_done(std::move(other.m_done))
{}

Journal::~Journal()
{
    if (m_file >= 0)
        ::close(m_file);
}

void Journal::read(const std::string& text)
{
    const auto whole = std::string_view(text).substr(0, text.rfind('\n') + 1);
    for (const auto line : split(whole, '\n')) {
        const auto parts = split(line, ' ');
        if (parts.size() != 4)
            continue;
        const auto begin = to_unsigned(parts[2]);
        const auto end = to_unsigned(parts[3]);
        if (begin && end)
            m_done[fmt::format("{} {}", parts[0], parts[1])][*begin] = *end;
    }
}

const DoneSpans& Journal::done(const ImportSource& source) const
{
    static const DoneSpans nothing;
    const auto found = m_done.find(key_of(source));
    return found == m_done.end() ? nothing : found->second;
}

Result<void> Journal::add(const ImportSource& source, Span span)
{
    if (!write_all(m_file, fmt::format("{} {} {}\n", key_of(source), span.begin, span.end)) || ::fdatasync(m_file) != 0)
        return failed(m_path);
    return {};
}

void Journal::remove()
{
    std::error_code failure;
    std::filesystem::remove(m_path, failure);
}

}  // namespace helselos::app
