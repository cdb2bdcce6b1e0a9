#include "fhir/validation/report.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::validation {

Report Report::trial()
{
    Report report(Severity::error, 1);
    report.m_is_trial = true;
    return report;
}

// Errors end the walk when there are too many. Milder issues are then left out, but the walk goes
// on: an error that comes later must not be missed.
void Report::add(
    Severity severity, std::string_view code, const Place& place, std::string text, std::string_view profile)
{
    if (!is_wanted(severity) || m_is_stopped)
        return;
    m_has_failed = m_has_failed || severity <= Severity::error;
    if (m_is_trial) {
        m_is_stopped = m_has_failed;
        return;
    }
    const bool is_full = m_issues.size() >= m_issues_max;
    if (is_full && m_is_cut && severity > Severity::error)
        return;
    auto element = place.text();
    if (!profile.empty() && is_told(severity, element, text))
        return;
    if (is_full && !m_is_cut) {
        m_is_cut = true;
        m_issues.push_back({Severity::warning, "too-costly", {}, "there are more issues than are told here"});
    }
    if (is_full && severity > Severity::error)
        return;
    if (!profile.empty())
        text += " (" + std::string(profile) + ")";
    m_issues.push_back({severity, std::string(code), std::move(element), std::move(text)});
    m_is_stopped = is_full;
}

bool Report::is_told(Severity severity, const std::string& element, std::string_view text) const
{
    return std::any_of(m_issues.begin(), m_issues.end(), [&](const Issue& one) {
        return one.severity == severity && one.element == element && one.text.starts_with(text)
            && (one.text.size() == text.size() || one.text.compare(text.size(), 2, " (") == 0);
    });
}

void Report::stop(std::string text)
{
    if (m_is_stopped)
        return;
    m_is_stopped = true;
    m_has_failed = true;
    if (!m_is_trial)
        m_issues.push_back({Severity::error, "too-costly", {}, std::move(text)});
}

void Report::bring_forward(std::size_t first, std::size_t middle)
{
    const auto at = [&](std::size_t i) { return m_issues.begin() + static_cast<std::ptrdiff_t>(i); };
    if (first < middle && middle < m_issues.size())
        std::rotate(at(first), at(middle), m_issues.end());
}

}  // namespace helselos::fhir::validation
