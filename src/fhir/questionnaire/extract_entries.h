// What the ways of extracting share: the form, the answers, and the transaction they make. Of concern to this room
// only.
#pragma once

#include "fhir/questionnaire/evaluation.h"
#include "fhir/questionnaire/extract.h"
#include "fhir/questionnaire/form.h"
#include "fhir/questionnaire/report.h"

#include <string>

namespace helselos::fhir::questionnaire {

class Extracting {
public:
    Extracting(const Extraction& extraction, const Form& of)
        : asked(extraction), form(of),
          evaluation(extraction.definitions, extraction.now, extraction.response, extraction.questionnaire)
    {}

    const Extraction& asked;
    const Form& form;
    Evaluation evaluation;
    Report report;
    json::Draft entries = json::array();

    std::string new_full_url() const { return "urn:uuid:" + asked.new_uuid(); }
    // Counts what is made. Errors: too_large (limits::form_nodes_made_max, form_bytes_made_max).
    Result<void> spend(std::size_t nodes, std::size_t bytes);
    // Error too_large.
    Result<void> add(json::Draft entry);
    // POSTed under that fullUrl.
    Result<void> add_new(std::string full_url, std::string_view type, json::Draft resource);
    // Under the fullUrl and resourceId, and with the conditions, that templateExtract or definitionExtract give; with
    // an id it is PUT, else POSTed.
    Result<void> add_record(json::Value extension, json::Draft made, const path::Item& focus, const std::string& path);
    // extractAllocateId: names for resources that others refer to before they are there.
    void allocate_ids(json::Value asked);

private:
    std::size_t m_nodes = 0;
    std::size_t m_bytes = 0;
    std::string text_of(json::Value extension, std::string_view name, const path::Item& focus, const std::string& path);
};

Result<void> extract_observations(Extracting& extracting);
Result<void> extract_templates(Extracting& extracting);
Result<void> extract_definitions(Extracting& extracting);

}  // namespace helselos::fhir::questionnaire
