// Three assertions, told apart by consequence. None may be reachable by input.
#pragma once

namespace helselos {

// Writes the place to standard error and ends the process: the data is safe,
// the supervisor starts us again.
[[noreturn]] void end_process(const char* expression, const char* file, int line);

}  // namespace helselos

// An invariant of store or access: going on would be unsafe. Always on.
#define HL_ASSERT(expression) \
    ((expression) ? static_cast<void>(0) : ::helselos::end_process(#expression, __FILE__, __LINE__))

// For developers: on in debug builds only.
#ifdef NDEBUG
#define HL_ASSUME(expression) static_cast<void>(0)
#else
#define HL_ASSUME(expression) HL_ASSERT(expression)
#endif
