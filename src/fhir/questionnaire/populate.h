// A form filled with what is known already (http://hl7.org/fhir/uv/sdc/STU3/populate.html): initial values,
// initialExpression, itemPopulationContext, variable, launchContext and observationLinkPeriod.
//
// Pure: what is read is asked of the caller's `search`.
#pragma once

#include "base/clock.h"
#include "base/issue.h"
#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/draft.h"
#include "json/value.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos::fhir::questionnaire {

struct Filling {
    json::Value questionnaire;
    json::Value subject;  // A Reference; absent where nobody is the subject.
    // %patient and the others: a name of the form's launchContext with its resource.
    std::vector<std::pair<std::string, json::Value>> contexts = {};
    // A searchset Bundle, for "Observation?code=...". What is handed out lives as long as the filling. Without it
    // nothing is asked, and what would have been is told.
    std::function<Result<json::Value>(const std::string& query)> search = {};
    const Definitions& definitions;
    Instant now;
};

struct Filled {
    json::Draft response;  // In progress, with every group and question; what is not known is open.
    Issues issues;         // Why something stayed open. Never an answer's value.
};

// Errors: those of Form::read, too_large (limits::form_items_filled_max).
Result<Filled> populate(const Filling& filling);

}  // namespace helselos::fhir::questionnaire
