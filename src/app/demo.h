// The records of the demonstration.
#pragma once

#include "app/house.h"
#include "server/auth/demo.h"

namespace helselos::app {

// Puts content/demo/records.json the files of content/places and the addresses of content/addresses/demo.tsv into the
// store, each unless it was put there before.
Result<void> load_demo(House& house, const std::filesystem::path& content);

Result<std::vector<auth::DemoPerson>> demo_persons(const std::filesystem::path& content);

Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace helselos::app
