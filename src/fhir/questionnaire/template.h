// A resource made of a template: a resource with templateExtractContext and templateExtractValue in it
// (http://hl7.org/fhir/uv/sdc/STU4/extraction.html#template-based-extraction). Of concern to this room only.
#pragma once

#include "fhir/questionnaire/extract_entries.h"
#include "json/draft.h"

#include <cstddef>
#include <string>
#include <vector>

namespace helselos::fhir::questionnaire {

class Template {
public:
    explicit Template(Extracting& extracting)
        : m_to(extracting), m_evaluation(extracting.evaluation), m_report(extracting.report)
    {}

    // Absent when its own context yields nothing, or nothing is left of it. Error too_large
    // (Extracting::spend); what cannot be evaluated is told and left out.
    Result<json::Draft> made(json::Value resource, const path::Item& focus);

private:
    // One element, which may become none or several.
    struct Part {
        json::Value value;
        json::Value sibling;
    };
    using Drafts = std::vector<json::Draft>;

    Result<Drafts> parts(const Part& part, const path::Item& focus, const std::string& path);
    Result<Drafts> parts_in(const Part& part, const path::Item& focus, const std::string& path);
    Result<json::Draft> object(json::Value object, const path::Item& focus, const std::string& path);
    Result<void> member(
        std::string_view key, json::Value object, const path::Item& focus, const std::string& path, json::Draft& made);
    Result<Drafts> list(json::Value object, std::string_view key, const path::Item& focus, const std::string& path);
    path::Collection evaluate(std::string_view text, const path::Item& focus, const std::string& path);

    Extracting& m_to;
    Evaluation& m_evaluation;
    Report& m_report;
};

}  // namespace helselos::fhir::questionnaire
