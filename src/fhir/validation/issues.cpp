#include "fhir/validation/walk.h"

#include <utility>

namespace helselos::fhir::validation {

// Errors end the walk when there are too many. Milder issues are then left out, but the walk goes
// on: an error that comes later must not be missed.
void Walk::add(Severity severity, std::string_view code, const Place& place, std::string text)
{
    if (!is_wanted(severity) || m_is_stopped)
        return;
    const bool is_full = m_issues.size() >= m_options.issues_max;
    if (is_full && !m_is_cut) {
        m_is_cut = true;
        m_issues.push_back({Severity::warning, "too-costly", {}, "there are more issues than are told here"});
    }
    if (is_full && severity > Severity::error)
        return;
    m_issues.push_back({severity, std::string(code), place.text(), std::move(text)});
    m_is_stopped = is_full;
}

}  // namespace helselos::fhir::validation
