#include "fhir/view/severity.h"
#include "services/triage/addresses.h"
#include "services/triage/guideline/condition_in_fhirpath.h"
#include "services/triage/guideline/guideline.h"
#include "services/triage/interview_form.h"

#include <fmt/format.h>

#include <array>

namespace helselos::triage {

namespace {

using json::Draft;

constexpr std::array<std::string_view, levels_count> priorities{"", "routine", "urgent", "stat"};

Draft duration(const Outcome& outcome)
{
    if (outcome.minutes == 0)
        return json::absent;
    return json::object({{"value", outcome.minutes}, {"unit", "min"}, {"system", ucum_system}, {"code", "min"}});
}

class Plan {
public:
    Plan(const Content& content, const Protocol& protocol) : m_content(content), m_protocol(protocol) {}

    Draft resource() const
    {
        return json::object({
            {"resourceType", "PlanDefinition"},
            {"id", m_protocol.id},
            {"url", std::string(plan_definition_address) + m_protocol.id},
            {"version", questionnaire_version(m_content, m_protocol)},
            {"name", computer_name(m_protocol.id)},
            {"title", m_protocol.title.in(Language::nb)},
            {"type",
                json::object({{"coding",
                    json::array({coding(
                        "http://terminology.hl7.org/CodeSystem/plan-definition-type", "eca-rule", "ECA Rule")})}})},
            {"status", m_protocol.review == "approved" ? "active" : "draft"},
            {"experimental", m_protocol.review != "approved"},
            {"date", m_protocol.date},
            {"publisher", "Helselos"},
            {"description",
                "Each action is a rule. All whose condition is true apply, and the most urgent of them is the advice."},
            {"relatedArtifact", artifacts()},
            {"library", json::array({std::string(library_address) + m_protocol.id})},
            {"action", actions()},
        });
    }

    static std::string computer_name(std::string_view id)
    {
        std::string name;
        bool begins = true;
        for (const char c : id) {
            if (c != '-')
                name += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            begins = c == '-';
        }
        return name;
    }

private:
    Draft source(const std::string& key) const
    {
        const auto found = m_content.sources.find(key.substr(0, key.find(' ')));
        return json::object({{"type", "citation"}, {"label", key},
            {"display", found == m_content.sources.end() ? key : found->second.title}});
    }

    Draft sources(const std::vector<std::string>& evidence) const
    {
        auto all = json::array();
        for (const auto& key : evidence)
            all.push(source(key));
        return json::unless_empty(std::move(all));
    }

    Draft artifacts() const
    {
        return json::array(
            {json::object({{"type", "depends-on"}, {"resource", std::string(questionnaire_address) + m_protocol.id}})});
    }

    Draft action(const std::string& id, std::string_view reason, const Outcome& outcome,
        const std::vector<std::string>& evidence, const std::string& condition) const
    {
        const auto level = static_cast<std::size_t>(outcome.level);
        auto action = json::object({{"id", id}, {"title", id}});
        if (!reason.empty())
            action.set("description", reason);
        if (!priorities[level].empty())
            action.set("priority", priorities[level]);
        action.set("code",
            json::array({json::object({{"coding",
                json::array({coding(fhir::view::severity_level_system, code_of(outcome.level),
                    m_content.levels[level].name.in(Language::nb))})}})}));
        action.set("documentation", sources(evidence));
        if (!condition.empty())
            action.set("condition",
                json::array({json::object({{"kind", "applicability"},
                    {"expression", json::object({{"language", "text/fhirpath"}, {"expression", condition}})}})}));
        action.set("timingDuration", duration(outcome));
        return action;
    }

    Draft actions() const
    {
        auto all = json::array();
        for (const auto& rule : m_protocol.rules) {
            const auto condition = in_fhirpath(m_content, rule.when);
            const auto reason = rule.reason.in(Language::nb);
            all.push(action(rule.id, reason, rule.outcome, rule.evidence, condition));
            if (rule.if_unknown.level == Level::selfcare)
                continue;
            const auto unsure = m_content.levels[static_cast<std::size_t>(rule.outcome.level)].reason_if_unknown;
            all.push(action(rule.id + "-not-ruled-out", unsure.in(Language::nb), rule.if_unknown, rule.evidence,
                is_unknown_in_fhirpath(condition)));
        }
        all.push(action("selfcare", m_protocol.selfcare_reason.in(Language::nb), {}, m_protocol.selfcare_evidence, ""));
        return all;
    }

    const Content& m_content;
    const Protocol& m_protocol;
};

}  // namespace

json::Draft plan_definition_of(const Content& content, const Protocol& protocol)
{
    return Plan(content, protocol).resource();
}

}  // namespace helselos::triage
