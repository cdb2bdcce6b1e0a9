#include "fhir/questionnaire/report.h"

#include <fmt/format.h>

namespace helselos::fhir::questionnaire {

void Report::undecided(const Error& why, std::string element, std::string_view what)
{
    if (why.kind == Kind::too_costly)
        return error("too-costly", std::move(element), fmt::format("{} costs too much to be decided", what));
    warning("not-supported", std::move(element), fmt::format("{} could not be decided: {}", what, why.reason));
}

}  // namespace helselos::fhir::questionnaire
