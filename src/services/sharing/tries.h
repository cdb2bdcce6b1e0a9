// How often a caller has tried something in the last hour.
#pragma once

#include "base/tries.h"

namespace helselos::sharing {

using helselos::Tries;

}  // namespace helselos::sharing
