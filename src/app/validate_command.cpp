#include "app/validate_command.h"

#include "app/demo.h"
#include "fhir/validation/validate.h"
#include "json/read.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

std::string_view name(Severity severity)
{
    switch (severity) {
    case Severity::fatal: return "fatal";
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::information: return "note";
    }
    return "error";
}

Result<Issues> issues_of(const std::string& path)
{
    const auto document = TRY(json::read(TRY(read_file(path))));
    return fhir::validation::validate(document.root(), fhir::Definitions::r4());
}

bool is_right(const std::string& path)
{
    const auto issues = issues_of(path);
    if (!issues) {
        fmt::print("{}: {}\n", path, issues.error().reason);
        return false;
    }
    for (const auto& issue : *issues)
        fmt::print("{}: {}: {}: {} [{}]\n", path, name(issue.severity), issue.element, issue.text, issue.code);
    if (issues->empty())
        fmt::print("{}: all is well\n", path);
    return !has_error(*issues);
}

}  // namespace

int validate_files(const std::vector<std::string>& paths)
{
    bool all_right = true;
    for (const auto& path : paths)
        all_right = is_right(path) && all_right;
    return all_right ? 0 : 1;
}

}  // namespace helselos::app
