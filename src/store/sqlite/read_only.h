// A connection that can only read, without the lock of the folder: for a look beside a running server.
#pragma once

#include "store/sqlite/connection.h"

#include <filesystem>

namespace helselos::store::sqlite {

// Errors: not_found when no store lies there, unsupported when its layout is not that of this program.
Result<std::unique_ptr<Connection>> open_read_only(const std::filesystem::path& folder, const std::string& vfs = {});

}  // namespace helselos::store::sqlite
