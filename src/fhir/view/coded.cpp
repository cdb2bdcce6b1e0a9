#include "fhir/view/coded.h"

namespace helselos::fhir::view {

std::string_view code_in(json::Value codeable_concept, std::string_view system)
{
    for (const auto coding : codeable_concept["coding"].elements())
        if (coding["system"].text() == system)
            return coding["code"].text();
    return {};
}

json::Draft concept_of(std::string_view system, std::string_view code)
{
    return json::object({{"coding", json::array({json::object({{"system", system}, {"code", code}})})}});
}

json::Draft reference_to(std::string reference)
{
    return json::object({{"reference", std::move(reference)}});
}

}  // namespace helselos::fhir::view
