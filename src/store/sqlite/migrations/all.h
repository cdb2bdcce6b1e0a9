// Every step of the layout, oldest first.
#pragma once

namespace helselos::store::sqlite::migrations {

extern const char* const first_layout;

}  // namespace helselos::store::sqlite::migrations
