// The issues of one judgement.
#pragma once

#include "base/issue.h"
#include "base/limits.h"
#include "fhir/validation/place.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace helselos::fhir::validation {

class Report {
public:
    Report(Severity least, std::size_t issues_max) : m_least(least), m_issues_max(issues_max) {}

    // One that only finds out whether there is an error; it stops at the first.
    static Report trial();

    bool is_wanted(Severity severity) const { return severity <= m_least; }
    // No more is taken, and nothing more has to be looked for.
    bool is_stopped() const { return m_is_stopped; }
    bool has_failed() const { return m_has_failed; }

    // `profile` is what demands it; an issue that is there already for another profile is not told again.
    void add(
        Severity severity, std::string_view code, const Place& place, std::string text, std::string_view profile = {});
    void error(std::string_view code, const Place& place, std::string text, std::string_view profile = {})
    {
        add(Severity::error, code, place, std::move(text), profile);
    }
    // Ends the judgement: a bound was passed, and what was not looked at is not known to be right.
    void stop(std::string text);

    std::size_t size() const { return m_issues.size(); }
    // Moves the issues from `middle` on before those from `first` on.
    void bring_forward(std::size_t first, std::size_t middle);
    Issues take() { return std::move(m_issues); }

private:
    bool is_told(Severity severity, const std::string& element, std::string_view text) const;

    Severity m_least;
    std::size_t m_issues_max;
    bool m_is_trial = false;
    Issues m_issues;
    bool m_has_failed = false;
    bool m_is_cut = false;
    bool m_is_stopped = false;
};

}  // namespace helselos::fhir::validation
