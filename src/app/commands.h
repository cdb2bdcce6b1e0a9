// The command line: helselos COMMAND [OPTIONS].
#pragma once

namespace helselos::app {

// Exit codes: 0 done, 1 it failed or found something wrong, 2 the words were not understood.
int run_command(int count, char** words);

}  // namespace helselos::app
