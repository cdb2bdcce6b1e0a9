#include "fhir/questionnaire/forms.h"

#include <utility>

namespace helselos::fhir::questionnaire {

Canonical canonical_of(std::string_view text)
{
    text = text.substr(0, text.find('#'));
    const auto bar = text.find('|');
    if (bar == std::string_view::npos)
        return {text, {}};
    return {text.substr(0, bar), text.substr(bar + 1)};
}

void Forms::add_unread(std::string_view url, std::string_view version, Reader read)
{
    m_known.push_back({std::string(url), std::string(version), std::move(read)});
}

Result<FormDocument> Forms::find(std::string_view canonical) const
{
    const auto [url, version] = canonical_of(canonical);
    for (auto known = m_known.rbegin(); known != m_known.rend(); ++known) {
        if (known->url != url || (!version.empty() && known->version != version))
            continue;
        const std::lock_guard lock(m_mutex);
        if (known->document == nullptr)
            known->document = std::make_shared<const json::Document>(TRY(known->read()));
        return known->document;
    }
    return FormDocument();
}

}  // namespace helselos::fhir::questionnaire
