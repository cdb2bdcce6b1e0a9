#include "conformance/suite.h"

#include "json/draft.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <sstream>

namespace helselos::conformance {

namespace {

const std::filesystem::path source_folder = HL_SOURCE_DIR;

}  // namespace

std::filesystem::path shared_folder()
{
    return source_folder / "../shared/data";
}

std::string file_text(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::map<std::string, std::string> known_failures(const std::string& file)
{
    std::map<std::string, std::string> reasons;
    std::ifstream stream(source_folder / "tests/conformance" / file);
    EXPECT_TRUE(stream.is_open()) << file;
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(": ");
        if (!line.empty() && line.front() != '#' && colon != std::string::npos)
            reasons[line.substr(0, colon)] = line.substr(colon + 2);
    }
    return reasons;
}

void expect_only_known(const std::map<std::string, std::string>& failures, const std::string& file)
{
    const auto known = known_failures(file);
    for (const auto& [name, what] : failures)
        EXPECT_TRUE(known.contains(name)) << name << ": " << what;
    for (const auto& [name, reason] : known)
        EXPECT_TRUE(failures.contains(name)) << name << " is listed in " << file << " and does not fail";
}

void tell(const Figures& figures)
{
    std::cout << figures.title << ": " << figures.passed << " of " << figures.total << "\n";
    const auto folder = std::filesystem::path(HL_BINARY_DIR) / "conformance";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / (figures.suite + ".json")) << json::to_text(json::object(
        {{"suite", figures.suite}, {"title", figures.title}, {"passed", static_cast<std::int64_t>(figures.passed)},
            {"total", static_cast<std::int64_t>(figures.total)}, {"knownFailures", figures.known_failures}}));
}

}  // namespace helselos::conformance
