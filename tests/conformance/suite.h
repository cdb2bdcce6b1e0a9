// What the conformance suites have in common: where their cases lie, the lists of known
// failures, and telling how many passed (docs/conformance.md is made of that).
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace helselos::conformance {

// Cases that are not ours to publish; a suite without them is skipped.
std::filesystem::path shared_folder();

std::string file_text(const std::filesystem::path& file);

// Name of a case -> why it fails; from a file of this folder, one case a line: "name: reason".
std::map<std::string, std::string> known_failures(const std::string& file);

// Fails the running test for each failure that is not listed, and for each listed case that does not fail.
void expect_only_known(const std::map<std::string, std::string>& failures, const std::string& file);

struct Figures {
    std::string suite;  // "fhirpath", the name of the file the figures are written to.
    std::string title;  // "FHIRPath, official cases for R4".
    std::size_t passed = 0;
    std::size_t total = 0;
    std::string known_failures;  // The file with those that do not pass; empty when there is none.
};

// Printed, and kept in the build folder for tools/conformance_page.py.
void tell(const Figures& figures);

}  // namespace helselos::conformance
