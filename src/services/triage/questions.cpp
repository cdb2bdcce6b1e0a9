#include "services/triage/questions.h"

#include "services/triage/interview_form.h"

namespace helselos::triage {

json::Value Questions::item(FindingIndex finding, Language language, Speaks speaks) const
{
    auto& spoken = m_spoken[static_cast<std::size_t>(language)][static_cast<std::size_t>(speaks)];
    std::call_once(spoken.made, [&] { make(spoken, language, speaks); });
    return spoken.items[finding];
}

void Questions::make(Spoken& spoken, Language language, Speaks speaks) const
{
    auto items = json::array();
    for (const auto& finding : m_content.findings)
        items.push(question_item(finding, language, speaks));
    spoken.document = json::to_document(items);
    for (const auto item : spoken.document.root().elements())
        spoken.items.push_back(item);
}

}  // namespace helselos::triage
