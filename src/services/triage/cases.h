// Cases: people written down beside a protocol, and what should come out for them.
#pragma once

#include "services/triage/assess.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace helselos::triage {

// How findings that a case does not list are answered.
enum class Unlisted : std::uint8_t { no, unknown };

struct CaseReport {
    std::string name;
    Place place;
    Unlisted unlisted = Unlisted::no;
    Answers listed;   // What the case tells; the rest is open.
    Answers answers;  // All of it, the rest answered as `unlisted` says.
    Assessment assessment;
    std::optional<Outcome> expected;
    std::vector<std::string> because;   // Rules that must have fired.
    std::size_t screens = 0;            // How many screens the interview took.
    std::vector<std::string> failures;  // Empty when the case passed.
};

struct CasesRun {
    const Protocol* protocol = nullptr;
    std::vector<CaseReport> reports;
    std::vector<Problem> problems;  // What is wrong with the file itself.
};

// Runs a file of cases, or of one: each by its answers at once and again by the interview, which
// must come to the same level.
CasesRun run_cases(const Content& content, const std::filesystem::path& folder, const std::string& name);

// A report for people: the level, the rules with their reasons, what passed or failed.
std::string to_text(const Content& content, const Protocol& protocol, const CaseReport& report, Language language);

}  // namespace helselos::triage
