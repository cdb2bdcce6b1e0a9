#include "app/validate_command.h"

#include "app/demo.h"
#include "app/packages.h"
#include "fhir/validation/validate.h"
#include "json/read.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

using fhir::validation::Validator;

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

Result<Issues> issues_of(const std::string& path, const Validator& validator, const std::vector<std::string>& profiles)
{
    const auto document = TRY(json::read(TRY(read_file(path))));
    fhir::validation::Options options;
    options.profiles = profiles;
    return validator.validate(document.root(), options);
}

bool is_right(const std::string& path, const Validator& validator, const std::vector<std::string>& profiles)
{
    const auto issues = issues_of(path, validator, profiles);
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

int validate_files(const ToValidate& wanted)
{
    const auto& definitions = fhir::Definitions::r4();
    fhir::terminology::Terminology terminology(definitions);
    const auto packages = Packages::load(wanted.data, definitions, terminology);
    if (!packages) {
        fmt::print(stderr, "helselos: {}\n", packages.error().reason);
        return 1;
    }
    const Validator validator(definitions, (*packages)->profiles(), terminology);
    bool all_right = true;
    for (const auto& file : wanted.files)
        all_right = is_right(file, validator, wanted.profiles) && all_right;
    return all_right ? 0 : 1;
}

}  // namespace helselos::app
