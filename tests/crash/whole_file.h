// SQLite's own opinion of a store, and whether its tables agree with each other.
#pragma once

#include <string>

namespace helselos::crash {

// Empty when all is well. With an empty `vfs` the path is a real file.
std::string examine(const std::string& path, const std::string& vfs);

}  // namespace helselos::crash
