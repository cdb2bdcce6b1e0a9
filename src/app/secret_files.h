// Secrets come in files, never on the command line, where every user of the machine reads them.
#pragma once

#include "app/configuration.h"

namespace helselos::app {

// Error invalid when a file with a secret may be read or changed by everybody, or changed by a group. A file that is
// not there is left to its reader to tell.
Result<void> refuse_open_secrets(const Configuration& configuration);

}  // namespace helselos::app
