// Every step of the layout, oldest first.
#pragma once

#include "store/sqlite/connection.h"

namespace helselos::store::sqlite::migrations {

extern const char* const first_layout;
extern const char* const composite;
extern const char* const log;
extern const char* const attest;

// From what stands beside the resources that are there.
Result<void> fill_composite(Connection& connection);
Result<void> chain_log(Connection& connection);

}  // namespace helselos::store::sqlite::migrations
