#include "interaction/outcome.h"

#include "fhir/norway/number_in_text.h"
#include "json/draft.h"

namespace helselos::interaction {

namespace {

std::string_view name(Severity severity)
{
    switch (severity) {
    case Severity::fatal: return "fatal";
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::information: return "information";
    }
    return "error";
}

constexpr std::string_view refusals = "https://helselos.no/fhir/CodeSystem/identifier-refusal";

json::Draft details(std::string_view code)
{
    return json::object({{"coding", json::array({json::object({{"system", refusals}, {"code", code}})})}});
}

json::Draft told(std::string_view text)
{
    return text.empty() ? json::Draft() : json::Draft(fhir::norway::without_numbers(text));
}

json::Draft issue_draft(const Issue& issue)
{
    const std::string_view code(issue.code);
    const auto slash = code.find('/');
    return json::object({
        {"severity", name(issue.severity)},
        {"code", code.substr(0, slash)},
        {"details", slash == std::string_view::npos ? json::Draft() : details(code.substr(slash + 1))},
        {"diagnostics", told(issue.text)},
        {"expression", issue.element.empty() ? json::Draft() : json::array({told(issue.element)})},
    });
}

}  // namespace

std::string_view issue_code(Kind kind)
{
    switch (kind) {
    case Kind::invalid: return "invalid";
    case Kind::unprocessable: return "processing";
    case Kind::unauthenticated: return "login";
    case Kind::forbidden: return "forbidden";
    case Kind::not_found: return "not-found";
    case Kind::gone: return "deleted";
    case Kind::conflict: return "conflict";
    case Kind::precondition: return "conflict";
    case Kind::too_large: return "too-long";
    case Kind::too_costly: return "too-costly";
    case Kind::unsupported: return "not-supported";
    case Kind::busy: return "transient";
    case Kind::throttled: return "throttled";
    case Kind::fault: return "exception";
    }
    return "exception";
}

int status_of(Kind kind)
{
    switch (kind) {
    case Kind::invalid: return 400;
    case Kind::unprocessable: return 422;
    case Kind::unauthenticated: return 401;
    case Kind::forbidden: return 403;
    case Kind::not_found: return 404;
    case Kind::gone: return 410;
    case Kind::conflict: return 409;
    case Kind::precondition: return 412;
    case Kind::too_large: return 413;
    case Kind::too_costly: return 422;
    case Kind::unsupported: return 400;
    case Kind::busy: return 503;
    case Kind::throttled: return 429;
    case Kind::fault: return 500;
    }
    return 500;
}

std::string outcome_text(const Issues& issues)
{
    auto list = json::array();
    for (const auto& issue : issues)
        list.push(issue_draft(issue));
    if (issues.empty())
        list.push(issue_draft({Severity::information, "informational", "", "All is well"}));
    return json::to_text(json::object({{"resourceType", "OperationOutcome"}, {"issue", list}}));
}

std::string outcome_text(const Error& error)
{
    if (!error.issues.empty())
        return outcome_text(error.issues);
    return outcome_text(Issues{{Severity::error, std::string(issue_code(error.kind)), error.element, error.reason}});
}

}  // namespace helselos::interaction
