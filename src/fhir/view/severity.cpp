#include "fhir/view/severity.h"

#include "fhir/view/coded.h"

namespace helselos::fhir::view {

std::string_view level_of(json::Value assessment)
{
    return code_in(assessment["prediction"].at(0)["qualitativeRisk"], severity_level_system);
}

}  // namespace helselos::fhir::view
