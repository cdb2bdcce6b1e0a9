// Codes and displays of code systems that are at hand (http://hl7.org/fhir/R4/codesystem.html).
#include "base/text.h"
#include "fhir/validation/walk.h"

namespace helselos::fhir::validation {

void Walk::code_of_system(json::Value coding, const Place& place)
{
    if (!is_wanted(std::min(m_options.unknown_code, m_options.wrong_display)))
        return;
    const auto code = coding["code"].text();
    const auto* system = code.empty() ? nullptr : m_tables.codes().system(coding["system"].text());
    if (system == nullptr)
        return;
    const auto found = system->find(code);
    if (!found) {
        if (!system->is_complete() || system->find_in_any_case(code))
            return;
        // Another version may have the code.
        const bool is_of_version = coding["version"].exists();
        return add(is_of_version ? Severity::warning : m_options.unknown_code, "code-invalid", place,
            "the code system " + std::string(system->url()) + " has no such code");
    }
    const auto display = coding["display"].text();
    const auto known = system->display(*found);
    if (!display.empty() && !known.empty() && !equals_ignoring_case(display, known)
        && is_wanted(m_options.wrong_display) && !m_tables.codes().is_display(system->url(), code, display))
        add(m_options.wrong_display, "invalid", Place{&place, "display"},
            "not the display of this code: " + std::string(known));
}

}  // namespace helselos::fhir::validation
