// The folder of a store: made durably, and for one process at a time.
#pragma once

#include "base/result.h"

#include <filesystem>

namespace helselos::store::sqlite {

class FolderLock {
public:
    FolderLock() = default;
    FolderLock(FolderLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

    // Makes the folder when it is missing. Conflict when another process has it.
    static Result<FolderLock> take(const std::filesystem::path& folder);

private:
    int m_descriptor = -1;
};

}  // namespace helselos::store::sqlite
