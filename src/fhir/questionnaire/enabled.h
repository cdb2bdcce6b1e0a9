// Whether an item is to be answered
// (http://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen). Of concern to this room only.
#pragma once

#include "fhir/questionnaire/evaluation.h"
#include "fhir/questionnaire/form.h"
#include "fhir/questionnaire/report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace helselos::fhir::questionnaire {

enum class Enabled : std::uint8_t { no, yes, unknown };

// The lists of items around a place in a response, the outermost first.
using Levels = std::vector<json::Value>;

class Conditions {
public:
    Conditions(const Form& form, Evaluation& evaluation, Report& report)
        : m_form(form), m_evaluation(evaluation), m_report(report)
    {}

    // `around` is the item or response the item stands in; `path` is its place. What cannot be decided is told.
    Enabled of(const FormItem& item, const Levels& levels, const path::Item& around, const std::string& path);

    // Counts what was looked at; false when there was too much, which is told once.
    bool visit(std::uint64_t count = 1);

private:
    Enabled decide(json::Value condition, const Levels& levels);
    Enabled by_conditions(json::Value item, const Levels& levels, const std::string& path);
    Enabled by_expression(const Expression& expression, const path::Item& around, const std::string& path);
    std::vector<json::Value> answers_to(std::string_view link_id, const Levels& levels);
    bool collect(json::Value items, std::string_view link_id, std::vector<json::Value>& answers);

    const Form& m_form;
    Evaluation& m_evaluation;
    Report& m_report;
    std::uint64_t m_visits = 0;
};

// Whether two coded answers are the same: by system and code; by code where one of them names no system.
bool is_same_coding(json::Value left, json::Value right);

}  // namespace helselos::fhir::questionnaire
