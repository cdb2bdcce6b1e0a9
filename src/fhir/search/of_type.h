// Criteria in a search of several types that speak of one of them alone.
#pragma once

#include <string>
#include <string_view>

namespace helselos::fhir::search {

// As the parameter of a Criterion: ":Observation.date" holds of Observations alone, as `date` does in a search of them.
// No sender can write it: a colon begins a modifier.
inline std::string of_type(std::string_view type, std::string_view parameter)
{
    return std::string(":").append(type).append(1, '.').append(parameter);
}

// "Observation" of ":Observation.date"; empty when the parameter is that of whatever type is searched.
inline std::string_view type_of(std::string_view parameter)
{
    return parameter.starts_with(':') ? parameter.substr(1, parameter.find('.') - 1) : std::string_view();
}

}  // namespace helselos::fhir::search
