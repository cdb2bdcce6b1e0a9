// Which program this is.
#pragma once

#include <string>

namespace helselos {

// As the linker wrote it into the program: the same for the same bytes of code, another for others. Hexadecimal; empty
// when the program was linked without one.
std::string build_id();

}  // namespace helselos
