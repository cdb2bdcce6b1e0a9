# hl_room(store LINKS event fmt::fmt)
#
# Makes the library of one room from src/<room>/**.cpp and, from the *_test.cpp files that
# stand beside the code, one test program <room>_test. A room that has no code yet is an
# empty library, so that the table of rooms in CMakeLists.txt is always whole. A folder
# that is a room of its own (server/http in server) is named with EXCLUDE.
function(hl_room room)
  cmake_parse_arguments(ROOM "" "" "LINKS;EXCLUDE" ${ARGN})
  string(REPLACE "/" "_" name ${room})
  set(folder ${PROJECT_SOURCE_DIR}/src/${room})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  foreach(excluded ${ROOM_EXCLUDE})
    list(FILTER sources EXCLUDE REGEX "^${folder}/${excluded}/")
  endforeach()
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/main|/compile_definitions|/compile/[a-z_]+)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PRIVATE hl_options PUBLIC ${ROOM_LINKS} Threads::Threads)
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${ROOM_LINKS})
  endif()

  if(tests)
    hl_test(${name}_test SOURCES ${tests} LINKS ${name})
  endif()
endfunction()

# hl_test(crash_test SOURCES a.cpp b.cpp LINKS store)
#
# One GoogleTest program; each of its tests is a test of ctest.
function(hl_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_LINKS} hl_options GTest::gtest_main)
  # What is tested is optimised; the tests themselves compile twice as fast without.
  target_compile_options(${name} PRIVATE -O0 -U_FORTIFY_SOURCE)
  target_compile_definitions(${name} PRIVATE HL_SOURCE_DIR="${PROJECT_SOURCE_DIR}" HL_BINARY_DIR="${CMAKE_BINARY_DIR}")
  include(GoogleTest)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 600 LABELS "${TEST_LABELS}")
endfunction()
