// helselos check log
#pragma once

#include <filesystem>
#include <string>

namespace helselos::app {

struct CheckLogWishes {
    std::filesystem::path data;
    std::filesystem::path public_key;  // PEM; empty: signatures are checked by the key that stands beside them.
    std::string passes;                // A head that was printed earlier; empty: none.
};

// Prints what was found, a line each. 0 when the log is whole, 1 when it is not or cannot be read.
int check_log(const CheckLogWishes& wishes);

}  // namespace helselos::app
