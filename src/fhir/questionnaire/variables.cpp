#include "fhir/questionnaire/variables.h"

#include <fmt/format.h>

namespace helselos::fhir::questionnaire {

void bind_variables(
    json::Value element, const path::Item& focus, Evaluation& evaluation, Report& report, const std::string& path)
{
    for (const auto each : extensions(element, "variable")) {
        const auto expression = expression_of(each);
        const auto what = fmt::format("the variable {}", expression.name);
        auto items = expression.is_fhirpath()
            ? evaluation.evaluate(expression.text, focus)
            : Result<path::Collection>(Error{Kind::unsupported, "its language is not text/fhirpath"});
        if (items)
            evaluation.bind(expression.name, *std::move(items));
        else
            report.undecided(items.error(), path, what);
    }
}

}  // namespace helselos::fhir::questionnaire
