// helselos addresses load FILE
#pragma once

#include "app/configuration.h"

#include <string>

namespace helselos::app {

class House;

// Errors: not_found; invalid, with the lines at fault. See services/sharing/address_file.h.
Result<std::string> load_addresses(House& house, const std::filesystem::path& file);

// Prints how many were made, changed and withdrawn. The server must not be running.
int load_addresses(const Configuration& configuration, const std::string& file);

}  // namespace helselos::app
