#include "base/assert.h"
#include "fhir/definitions/load.h"

// HELSELOS_DEFINITIONS_FILE is made by compile_definitions (cmake/definitions.cmake).
__asm__(".section .rodata\n"
        ".balign 16\n"
        ".global helselos_definitions_begin\n"
        ".global helselos_definitions_end\n"
        "helselos_definitions_begin:\n"
        ".incbin \"" HELSELOS_DEFINITIONS_FILE "\"\n"
        "helselos_definitions_end:\n"
        ".byte 0\n"
        ".previous\n");

extern "C" const unsigned char helselos_definitions_begin[];
extern "C" const unsigned char helselos_definitions_end[];

namespace helselos::fhir {

std::span<const unsigned char> embedded_definitions()
{
    return {helselos_definitions_begin, helselos_definitions_end};
}

const Definitions& Definitions::r4()
{
    static const auto loaded = load_definitions(embedded_definitions());
    HL_ASSERT(loaded.ok());
    return **loaded;
}

}  // namespace helselos::fhir
