# Warnings are errors, hardening is on, and builds are quick: ccache and mold where they are.
add_library(hl_options INTERFACE)
target_compile_options(hl_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  # TRY and designated initialisers with defaults are used throughout.
  -Wno-missing-field-initializers
  -fstack-protector-strong -fcf-protection -fno-omit-frame-pointer)
target_compile_definitions(hl_options INTERFACE _GLIBCXX_ASSERTIONS)
target_include_directories(hl_options INTERFACE ${PROJECT_SOURCE_DIR}/src)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 in optimised standard library code.
  target_compile_options(hl_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-pointer
    -Wno-stringop-overflow -Wno-array-bounds)
else()
  target_compile_options(hl_options INTERFACE -Wno-gnu-statement-expression)
endif()

option(HELSELOS_SANITIZE "Build with address and undefined-behaviour sanitizers" OFF)
option(HELSELOS_FUZZ "Build the fuzzers (clang)" OFF)
if(HELSELOS_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()
if(HELSELOS_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(HL_CCACHE ccache)
if(HL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${HL_CCACHE})
endif()
find_program(HL_MOLD mold)
if(HL_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
add_link_options(-Wl,-z,relro,-z,now)
