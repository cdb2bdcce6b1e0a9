// helselos serve
#pragma once

#include "app/configuration.h"

namespace helselos::app {

// Runs until SIGINT or SIGTERM. The exit code.
int serve(const Configuration& configuration);

}  // namespace helselos::app
