// libFuzzer's door to the target that this program was built for.
#include "targets.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    helselos::fuzz::HL_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}
