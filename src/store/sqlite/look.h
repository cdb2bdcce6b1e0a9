// A look into a store from outside, also beside a server that has it open; nothing can be written through it.
#pragma once

#include "store/store.h"

#include <filesystem>
#include <memory>

namespace helselos::store::sqlite {

// Each question sees the moment it is asked in. Errors: not_found when no store lies there, unsupported when its
// layout is of another program: an earlier one's is brought up to date by starting this program on it.
Result<std::unique_ptr<Reader>> look(const std::filesystem::path& folder);

}  // namespace helselos::store::sqlite
