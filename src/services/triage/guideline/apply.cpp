#include "base/text.h"
#include "fhir/path/path.h"
#include "fhir/view/severity.h"
#include "services/triage/addresses.h"
#include "services/triage/guideline/guideline.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace helselos::triage {

namespace {

using json::Draft;

json::Value response_of(json::Value data)
{
    if (data["resourceType"].text() == "QuestionnaireResponse")
        return data;
    for (const auto entry : data["entry"].elements())
        if (entry["resource"]["resourceType"].text() == "QuestionnaireResponse")
            return entry["resource"];
    return {};
}

json::Value response_in_parameters(json::Value parameters)
{
    for (const auto parameter : parameters["parameter"].elements())
        if (parameter["name"].text() == "data")
            if (const auto response = response_of(parameter["resource"]))
                return response;
    return {};
}

Outcome outcome_of_action(json::Value action)
{
    Outcome outcome;
    for (const auto code : action["code"].elements())
        for (const auto coding : code["coding"].elements())
            if (coding["system"].text() == fhir::view::severity_level_system)
                outcome.level = level_from_code(coding["code"].text()).value_or(Level::selfcare);
    outcome.minutes = static_cast<std::uint32_t>(to_unsigned(action["timingDuration"]["value"].text()).value_or(0));
    return outcome;
}

class Application {
public:
    Application(json::Value plan, json::Value response) : m_plan(plan), m_response(response)
    {
        m_environment.resource = m_environment.root_resource = focus();
    }

    Result<void> run()
    {
        std::size_t number = 0;
        for (const auto action : m_plan["action"].elements()) {
            if (TRY(applies(action, number)))
                m_applying.push_back(action);
            ++number;
        }
        std::ranges::stable_sort(m_applying, std::ranges::greater{}, outcome_of_action);
        return {};
    }

    Draft care_plan(Instant now) const
    {
        return json::object({
            {"resourceType", "CarePlan"},
            {"contained", json::array({request_group()})},
            {"instantiatesCanonical", json::array({canonical()})},
            {"status", "active"},
            {"intent", "proposal"},
            {"title", m_plan["title"]},
            {"subject", subject()},
            {"created", helselos::to_text(now)},
            {"activity", json::array({json::object({{"reference", json::object({{"reference", "#actions"}})}})})},
        });
    }

private:
    fhir::path::Item focus() const { return fhir::path::Item::of_resource(m_response, fhir::Definitions::r4()); }

    Result<bool> applies(json::Value action, std::size_t number)
    {
        for (const auto condition : action["condition"].elements()) {
            const auto path = fmt::format("PlanDefinition.action[{}].condition.expression", number);
            if (condition["expression"]["language"].text() != "text/fhirpath")
                return Error{Kind::unprocessable, "only conditions in text/fhirpath can be evaluated", path};
            const auto expression = TRY(fhir::path::compile(condition["expression"]["expression"].text()));
            auto truth = fhir::path::truth_of(expression, focus(), m_environment);
            if (!truth)
                return Error{Kind::unprocessable, truth.error().reason, path};
            if (*truth != fhir::path::Truth::yes)
                return false;
        }
        return true;
    }

    std::string canonical() const { return fmt::format("{}|{}", m_plan["url"].text(), m_plan["version"].text()); }

    // CarePlan.subject is required; an anonymous response has none.
    Draft subject() const
    {
        if (const auto subject = m_response["subject"])
            return subject;
        return json::object({{"display", "Ikke oppgitt"}});
    }

    Draft request_group() const
    {
        auto actions = json::array();
        for (const auto action : m_applying) {
            auto taken = json::object({});
            for (const auto* key :
                {"id", "title", "description", "priority", "code", "documentation", "timingDuration"})
                taken.set(key, action[key]);
            actions.push(std::move(taken));
        }
        return json::object({
            {"resourceType", "RequestGroup"},
            {"id", "actions"},
            {"instantiatesCanonical", json::array({canonical()})},
            {"status", "active"},
            {"intent", "proposal"},
            {"action", json::unless_empty(std::move(actions))},
        });
    }

    json::Value m_plan;
    json::Value m_response;
    fhir::path::Environment m_environment{fhir::Definitions::r4()};
    std::vector<json::Value> m_applying;
};

}  // namespace

Result<json::Document> apply(json::Value plan_definition, json::Value parameters, Instant now)
{
    const auto response = response_in_parameters(parameters);
    if (!response)
        return Error{
            Kind::invalid, "a QuestionnaireResponse is expected in the parameter \"data\"", "Parameters.parameter"};
    Application application(plan_definition, response);
    TRY(application.run());
    return json::to_document(application.care_plan(now));
}

}  // namespace helselos::triage
