#include "fhir/package/archive.h"

#include "base/text.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

namespace helselos::fhir::package {

namespace {

constexpr std::size_t block_bytes = 64U << 10;

struct FreeArchive {
    void operator()(::archive* archive) const { archive_read_free(archive); }
};
using Archive = std::unique_ptr<::archive, FreeArchive>;

Error refused(const char* reason)
{
    return Error{Kind::invalid, reason};
}

Result<Archive> open(std::string_view bytes)
{
    Archive archive(archive_read_new());
    if (!archive)
        return Error{Kind::fault, "no memory for an archive"};
    archive_read_support_filter_gzip(archive.get());
    archive_read_support_format_tar(archive.get());
    if (archive_read_open_memory(archive.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        return refused("this is not a gzipped tar archive");
    return archive;
}

// A path of plain names below the archive's root.
bool is_plain(std::string_view path)
{
    if (path.empty() || path.size() > 1024 || path.find('\\') != std::string_view::npos
        || path.find(':') != std::string_view::npos)
        return false;
    if (std::any_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return false;
    const auto names = split(path, '/');
    return std::none_of(
        names.begin(), names.end(), [](auto name) { return name.empty() || name == "." || name == ".."; });
}

// Writers differ in whether they begin with "./" and end folders with "/".
std::string_view tidy(std::string_view path)
{
    while (path.starts_with("./"))
        path.remove_prefix(2);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

Result<std::string> read_bytes(::archive* archive, std::size_t left)
{
    std::string bytes;
    for (;;) {
        const auto had = bytes.size();
        bytes.resize(had + block_bytes);
        const auto got = archive_read_data(archive, bytes.data() + had, block_bytes);
        if (got < 0)
            return refused("the archive is damaged");
        bytes.resize(had + static_cast<std::size_t>(got));
        if (bytes.size() > left)
            return Error{Kind::too_large, "the archive unpacks to too many bytes"};
        if (got == 0)
            return bytes;
    }
}

Result<std::string> checked_path(::archive_entry* entry)
{
    const char* name = archive_entry_pathname(entry);
    const std::string path(name == nullptr ? std::string_view() : tidy(name));
    if (archive_entry_filetype(entry) == AE_IFDIR && path.empty())
        return path;  // The root itself.
    if (!is_plain(path))
        return refused("a path in the archive is not plain");
    if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr)
        return refused("the archive holds a link");
    if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != AE_IFDIR)
        return refused("the archive holds something that is neither file nor folder");
    return path;
}

}  // namespace

Result<void> for_each_file(std::string_view bytes, const ArchiveLimits& limits,
    const std::function<Result<void>(std::string_view path, std::string bytes)>& take)
{
    const auto archive = TRY(open(bytes));
    std::size_t entries = 0;
    std::size_t total = 0;
    ::archive_entry* entry = nullptr;
    for (;;) {
        const auto next = archive_read_next_header(archive.get(), &entry);
        if (next == ARCHIVE_EOF)
            break;
        if (next != ARCHIVE_OK)
            return refused("the archive is damaged, or is no gzipped tar");
        if (++entries > limits.files_max)
            return Error{Kind::too_large, "the archive holds too many files"};
        const auto path = TRY(checked_path(entry));
        if (archive_entry_filetype(entry) != AE_IFREG)
            continue;
        auto content = TRY(read_bytes(archive.get(), limits.bytes_max - total));
        total += content.size();
        TRY(take(path, std::move(content)));
    }
    if (entries == 0)
        return refused("the archive is empty");
    return {};
}

}  // namespace helselos::fhir::package
