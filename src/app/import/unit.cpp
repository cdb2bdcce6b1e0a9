#include "app/import/unit.h"

#include <fmt/format.h>

namespace helselos::app {

std::string to_text(const ImportFailure& failure)
{
    auto text = failure.path.string();
    if (failure.number != 0)
        text += fmt::format(", {} {}", failure.form == SourceForm::lines ? "line" : "entry", failure.number);
    if (!failure.error.element.empty())
        text += ", " + failure.error.element;
    text += ": " + failure.error.reason;
    for (const auto& issue : failure.error.issues) {
        if (issue.severity != Severity::error && issue.severity != Severity::fatal)
            continue;
        text += fmt::format("; {}{}{}", issue.element, issue.element.empty() ? "" : ": ", issue.text);
        break;
    }
    return text;
}

}  // namespace helselos::app
