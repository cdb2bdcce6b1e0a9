// http://hl7.org/fhir/R4/conceptmap-operation-translate.html
#pragma once

#include "fhir/terminology/coded_value.h"
#include "json/draft.h"

namespace helselos::fhir::terminology {

struct TranslateRequest {
    std::vector<CodedValue> values;              // Each is translated.
    std::vector<json::Value> maps;               // In which is looked, in their order.
    std::string_view source_set = {};            // Only maps that are from this set, where one is named,
    std::string_view target_set = {};            // and to this,
    std::string_view target_system = {};         // and codes of this system.
    std::vector<json::Value> dependencies = {};  // The parameters `dependency`, for targets that hang on others.
    bool is_reverse = false;
};

// Parameters with result, message and each match once. Equivalences of R4; in reverse they are turned round.
json::Draft translate(const Source& source, const TranslateRequest& request);

}  // namespace helselos::fhir::terminology
