#include "store/sqlite/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace helselos::store::sqlite {

namespace {

// A new name in a folder is on disk only when the folder is.
Result<void> flush_folder(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return Error{Kind::fault, "the data folder cannot be opened"};
    const int code = ::fsync(descriptor);
    ::close(descriptor);
    if (code != 0)
        return Error{Kind::fault, "the data folder cannot be flushed"};
    return {};
}

Result<void> make_folder(const std::filesystem::path& folder)
{
    std::error_code code;
    if (std::filesystem::is_directory(folder, code))
        return {};
    const auto parent = std::filesystem::absolute(folder, code).lexically_normal().parent_path();
    if (!std::filesystem::create_directories(folder, code) && code)
        return Error{Kind::fault, fmt::format("the data folder cannot be made: {}", code.message())};
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
    return flush_folder(parent);
}

}  // namespace

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder)
{
    TRY(make_folder(folder));
    FolderLock lock;
    lock.m_descriptor = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.m_descriptor < 0)
        return Error{Kind::fault, "the data folder cannot be written"};
    if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0)
        return Error{Kind::conflict, "the data folder is in use by another process"};
    TRY(flush_folder(folder));
    return lock;
}

}  // namespace helselos::store::sqlite
