#include "app/bulk/export_files.h"

#include "base/limits/bulk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace helselos::app::bulk {

namespace {

Error cannot_write()
{
    return Error{Kind::fault, "the files of an export cannot be written"};
}

}  // namespace

Result<ExportFiles> ExportFiles::open(ExportRecord& record, std::filesystem::path folder)
{
    ExportFiles files(record, std::move(folder));
    for (std::size_t i = 0; i < record.files.size(); ++i) {
        const auto& file = record.files[i];
        const auto path = file_of(files.m_folder, i);
        std::error_code failure;
        std::filesystem::resize_file(path, file.bytes, failure);
        Open open{i, std::unique_ptr<std::FILE, Close>(std::fopen(path.c_str(), "abe")), file.bytes, file.count};
        if (failure || open.file == nullptr)
            return cannot_write();
        files.m_bytes += file.bytes;
        files.m_open.insert_or_assign({file.type, file.holds}, std::move(open));
    }
    return files;
}

Result<ExportFiles::Open*> ExportFiles::file_for(const Sort& sort)
{
    const auto found = m_open.find(sort);
    if (found != m_open.end() && found->second.count < limits::export_file_resources)
        return &found->second;
    if (found != m_open.end())
        TRY(settle(found->second));
    const auto number = m_record->files.size();
    const auto path = file_of(m_folder, number);
    Open open{number, std::unique_ptr<std::FILE, Close>(std::fopen(path.c_str(), "wbe")), 0, 0};
    if (open.file == nullptr || ::fchmod(::fileno(open.file.get()), S_IRUSR | S_IWUSR) != 0)
        return cannot_write();
    m_record->files.push_back({sort.first, 0, 0, sort.second});
    return &m_open.insert_or_assign(sort, std::move(open)).first->second;
}

Result<void> ExportFiles::add(const std::string& type, std::string_view resource, ExportedFile::Holds holds)
{
    auto* open = TRY(file_for({type, holds}));
    const bool is_written = std::fwrite(resource.data(), 1, resource.size(), open->file.get()) == resource.size()
        && std::fputc('\n', open->file.get()) != EOF;
    if (!is_written)
        return cannot_write();
    open->bytes += resource.size() + 1;
    ++open->count;
    m_bytes += resource.size() + 1;
    if (m_bytes > limits::export_bytes_max)
        return Error{Kind::too_large, "the export is larger than one may be: ask for fewer types, or by _since"};
    return {};
}

Result<void> ExportFiles::settle(Open& open)
{
    auto& file = m_record->files[open.number];
    if (file.bytes == open.bytes)
        return {};
    if (std::fflush(open.file.get()) != 0 || ::fdatasync(::fileno(open.file.get())) != 0)
        return cannot_write();
    file.bytes = open.bytes;
    file.count = open.count;
    return {};
}

Result<void> ExportFiles::make_durable()
{
    for (auto& [sort, open] : m_open)
        TRY(settle(open));
    return {};
}

}  // namespace helselos::app::bulk
