#include "services/triage/addresses.h"
#include "services/triage/guideline/condition_in_fhirpath.h"
#include "services/triage/guideline/guideline.h"
#include "services/triage/interview_form.h"

#include <algorithm>

namespace helselos::triage {

namespace {

using json::Draft;

constexpr std::string_view enable_when
    = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";

class Form {
public:
    Form(const Content& content, const Protocol& protocol) : m_content(content), m_protocol(protocol) {}

    Draft resource()
    {
        return json::object({
            {"resourceType", "Questionnaire"},
            {"id", m_protocol.id},
            {"url", std::string(questionnaire_address) + m_protocol.id},
            {"version", questionnaire_version(m_content, m_protocol)},
            {"title", m_protocol.title.in(Language::nb)},
            {"status", m_protocol.review == "approved" ? "active" : "draft"},
            {"experimental", m_protocol.review != "approved"},
            {"subjectType", json::array({"Patient"})},
            {"date", m_protocol.date},
            {"publisher", "Helselos"},
            {"item", items()},
        });
    }

private:
    Draft item(FindingIndex index) const
    {
        const auto& finding = m_content.findings[index];
        auto item = question_item(finding, Language::nb, Speaks::to_person);
        if (finding.applies_when.empty())
            return item;
        // The form is whole, so a question that may not apply carries its condition.
        auto with_condition = json::object({{"extension", json::array()}});
        auto extensions = json::array();
        for (const auto& [key, value] : item.members())
            if (key == "extension")
                for (const auto& each : value.elements())
                    extensions.push(each);
        extensions.push(json::object({{"url", enable_when},
            {"valueExpression",
                json::object(
                    {{"language", "text/fhirpath"}, {"expression", in_fhirpath(m_content, finding.applies_when)}})}}));
        with_condition.set("extension", std::move(extensions));
        for (const auto& [key, value] : item.members())
            if (key != "extension")
                with_condition.set(key, value);
        return with_condition;
    }

    Draft group(const Group& group) const
    {
        auto inner = json::array();
        for (const auto finding : group.findings)
            if (m_protocol.asks(finding))
                inner.push(item(finding));
        auto item = group_item(group, Language::nb, Speaks::to_person);
        item.set("item", std::move(inner));
        return item;
    }

    Draft items() const
    {
        auto all = json::array();
        all.push(group(m_content.about));
        all.push(group(m_content.red_screen));
        for (const auto& each : m_protocol.groups)
            all.push(group(each));
        for (const auto finding : m_protocol.findings)
            if (is_alone(finding))
                all.push(item(finding));
        return all;
    }

    bool is_alone(FindingIndex finding) const
    {
        const auto is_in
            = [&](const Group& group) { return std::ranges::find(group.findings, finding) != group.findings.end(); };
        return !is_in(m_content.about) && !is_in(m_content.red_screen) && m_protocol.group_of(finding) == nullptr;
    }

    const Content& m_content;
    const Protocol& m_protocol;
};

}  // namespace

json::Draft questionnaire_of(const Content& content, const Protocol& protocol)
{
    return Form(content, protocol).resource();
}

}  // namespace helselos::triage
