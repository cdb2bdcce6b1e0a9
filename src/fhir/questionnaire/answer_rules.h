// What one question demands of its answers. Of concern to this room only.
#pragma once

#include "fhir/questionnaire/enabled.h"
#include "fhir/questionnaire/evaluation.h"
#include "fhir/questionnaire/form.h"
#include "fhir/questionnaire/judge.h"
#include "fhir/questionnaire/report.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace helselos::fhir::questionnaire {

class AnswerRules {
public:
    AnswerRules(
        const Form& form, const Grounds& grounds, Conditions& conditions, Evaluation& evaluation, Report& report);
    ~AnswerRules();

    // Type, options, value set, bounds, lengths, pattern and unit of each answer of an item of a response.
    void judge(const FormItem& question, json::Value item, const std::string& path);

    // calculatedExpression and readOnly: what the answers have to be.
    void judge_source(const FormItem& question, json::Value item, const std::string& path);

private:
    struct Answer {
        json::Value question;
        std::string_view type;  // Of the question: "choice".
        TypedValue given;
        const std::string& path;
    };

    void judge_answer(const Answer& answer);
    void judge_unknown(const Answer& answer);
    bool is_of_type(const Answer& answer) const;
    bool has_options(const Answer& answer) const;
    void judge_options(const Answer& answer);
    void judge_value_set(const Answer& answer);
    void judge_bounds(const Answer& answer);
    void judge_bound(const Answer& answer, std::string_view name, std::string_view comparison);
    void judge_text(const Answer& answer);
    struct Pattern;
    const Pattern& compiled(std::string_view pattern);
    terminology::Membership member(std::string_view set, json::Value coding);
    void judge_pattern(const Answer& answer);
    void judge_decimals(const Answer& answer);
    void judge_unit(const Answer& answer);
    void judge_exclusive(json::Value question, json::Value item, const std::string& path);
    bool is_same(const TypedValue& left, const TypedValue& right);
    bool is_answered_by(json::Value item, const path::Collection& wanted);
    json::Value contained(std::string_view id) const;

    const Form& m_form;
    const Grounds& m_grounds;
    Conditions& m_conditions;  // Counts what is looked at.
    Evaluation& m_evaluation;
    Report& m_report;
    std::unordered_map<std::string_view, std::unique_ptr<const Pattern>> m_patterns;
};

}  // namespace helselos::fhir::questionnaire
