// The issues of one judgement. Of concern to this room only.
#pragma once

#include "base/issue.h"
#include "base/limits/sdc.h"
#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>

namespace helselos::fhir::questionnaire {

class Report {
public:
    void add(Severity severity, std::string code, std::string element, std::string text)
    {
        if (m_issues.size() < limits::form_issues_max)
            m_issues.push_back({severity, std::move(code), std::move(element), std::move(text)});
        else if (severity == Severity::error && !has_error(m_issues))
            m_issues.back() = {severity, std::move(code), std::move(element), std::move(text)};
    }
    void error(std::string code, std::string element, std::string text)
    {
        add(Severity::error, std::move(code), std::move(element), std::move(text));
    }
    void warning(std::string code, std::string element, std::string text)
    {
        add(Severity::warning, std::move(code), std::move(element), std::move(text));
    }
    void information(std::string code, std::string element, std::string text)
    {
        add(Severity::information, std::move(code), std::move(element), std::move(text));
    }
    // What could not be decided. A budget that ran out is an error: else a form could be made that nothing is judged
    // by.
    void undecided(const Error& why, std::string element, std::string_view what);

    Issues take() { return std::move(m_issues); }

private:
    Issues m_issues;
};

}  // namespace helselos::fhir::questionnaire
