// helselos validate
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace helselos::app {

struct ToValidate {
    std::vector<std::string> files;
    std::vector<std::string> profiles;  // Each resource has to satisfy them as well.
    std::filesystem::path data;         // With installed packages; empty: R4 alone judges.
};

// Prints what is wrong with each resource. 0 when none has an error, else 1.
int validate_files(const ToValidate& wanted);

}  // namespace helselos::app
