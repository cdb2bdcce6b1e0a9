#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace helselos {

void end_process(const char* expression, const char* file, int line)
{
    std::fprintf(stderr, "assertion failed: %s (%s:%d)\n", expression, file, line);
    std::abort();
}

}  // namespace helselos
