// What came of a write.
#pragma once

#include "access/record.h"

#include <optional>

namespace helselos::interaction {

struct Written {
    access::Version version;  // The one now current, also when nothing had to be changed.
    bool is_new = false;      // 201 rather than 200.
    bool is_changed = true;   // False: a conditional create found what was wanted.
};

}  // namespace helselos::interaction
