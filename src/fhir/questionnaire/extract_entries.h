// What the ways of extracting share: the form, the answers, and the transaction they make. Of concern to this room
// only.
#pragma once

#include "fhir/questionnaire/evaluation.h"
#include "fhir/questionnaire/extract.h"
#include "fhir/questionnaire/form.h"
#include "fhir/questionnaire/report.h"

#include <string>

namespace helselos::fhir::questionnaire {

struct Extracting {
    const Extraction& asked;
    const Form& form;
    Evaluation evaluation;
    Report report = {};
    json::Draft entries = json::array();

    std::string new_full_url() const { return "urn:uuid:" + asked.new_uuid(); }
    // Error too_large.
    Result<void> add(json::Draft entry);
    // POSTed under that fullUrl.
    Result<void> add_new(std::string full_url, std::string_view type, json::Draft resource);
};

Result<void> extract_observations(Extracting& extracting);
Result<void> extract_templates(Extracting& extracting);

}  // namespace helselos::fhir::questionnaire
