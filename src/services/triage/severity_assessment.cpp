// The RiskAssessment of profile severity-assessment; content/fhir/ has its definition.

#include "services/triage/interview.h"

#include "fhir/view/severity.h"
#include "services/triage/addresses.h"
#include "services/triage/interview_answers.h"
#include "services/triage/interview_form.h"
#include "services/triage/next_screen.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage {

namespace {

using json::Draft;

class Writer {
public:
    Writer(const Content& content, const GivenInterview& given, Instant now)
        : m_content(content), m_given(given), m_now(now), m_speaks(content.speaks(given.answers)),
          m_assessment(assess(content, *given.protocol, given.answers))
    {}

    Draft resource() const
    {
        const auto& protocol = *m_given.protocol;
        auto code = json::array({coding(complaint_system, protocol.id, text(protocol.title))});
        for (const auto& other : protocol.codings)
            code.push(json::object({{"system", other.system}, {"code", other.code}}));
        return json::object({
            {"resourceType", "RiskAssessment"},
            {"meta", json::object({{"profile", json::array({assessment_profile})}})},
            {"language", code_of(m_given.language)},
            {"extension", extensions()},
            {"status", "final"},
            {"method",
                json::object({{"coding",
                    json::array({coding(fhir::view::assessment_method_system, "severity-calculator",
                        in_language("Alvorlighetskalkulatoren", "Alvorskalkulatoren", "Severity calculator"))})}})},
            {"code", json::object({{"coding", std::move(code)}, {"text", text(protocol.title)}})},
            {"subject", subject()},
            {"occurrenceDateTime", helselos::to_text(m_now)},
            {"basis", basis()},
            {"prediction", json::array({prediction()})},
        });
    }

private:
    std::string_view text(const Wording& wording) const { return wording.in(m_given.language, m_speaks); }

    std::string_view in_language(std::string_view nb, std::string_view nn, std::string_view en) const
    {
        return m_given.language == Language::en ? en : m_given.language == Language::nn ? nn : nb;
    }

    const LevelText& level() const { return m_content.levels[static_cast<std::size_t>(m_assessment.outcome.level)]; }

    // RiskAssessment.subject is required; an anonymous assessment says that there is none.
    Draft subject() const
    {
        if (const auto subject = m_given.response["subject"])
            return subject;
        return json::object({{"display", in_language("Ikke oppgitt", "Ikkje oppgitt", "Not stated")}});
    }

    Draft basis() const
    {
        const auto id = m_given.response["id"].text();
        if (id.empty())
            return json::absent;
        return json::array({json::object({{"reference", "QuestionnaireResponse/" + std::string(id)}})});
    }

    Draft prediction() const
    {
        auto period = json::object({{"start", helselos::to_text(m_now)}});
        if (m_assessment.outcome.level != Level::selfcare)
            period.set("end", helselos::to_text(m_now + std::chrono::minutes(m_assessment.outcome.minutes)));
        return json::object({
            {"qualitativeRisk",
                json::object({{"coding",
                    json::array({coding(fhir::view::severity_level_system, code_of(m_assessment.outcome.level),
                        text(level().name))})}})},
            {"whenPeriod", std::move(period)},
            {"rationale", text(m_given.protocol->headline_or(m_assessment.outcome.level, level().headline))},
        });
    }

    Draft time_limit() const
    {
        if (m_assessment.outcome.level == Level::selfcare)
            return json::absent;
        constexpr unsigned day = 24 * 60;
        const auto minutes = m_assessment.outcome.minutes;
        const bool in_days = minutes > day && minutes % day == 0;
        const bool in_hours = !in_days && minutes % 60 == 0;
        const auto* unit = in_days ? "d" : in_hours ? "h" : "min";
        const auto number = in_days ? minutes / day : in_hours ? minutes / 60 : minutes;
        return extension("time-limit", "valueDuration",
            json::object({{"value", number}, {"unit", unit}, {"system", ucum_system}, {"code", unit}}));
    }

    std::string statement_of(FindingIndex finding) const
    {
        return statement(m_content.findings[finding], m_given.answers[finding], m_given.language, m_speaks);
    }

    static Draft part(const char* url, const char* member, Draft value)
    {
        return json::object({{"url", url}, {member, std::move(value)}});
    }

    Draft fired_rule(const FiredRule& fired) const
    {
        const auto& reason = fired.is_unknown
            ? m_content.levels[static_cast<std::size_t>(fired.rule->outcome.level)].reason_if_unknown
            : fired.rule->reason;
        auto parts = json::array({
            part("id", "valueString", fired.rule->id),
            part("level", "valueCode", code_of(fired.outcome.level)),
            part("held", "valueCode", fired.is_unknown ? "unknown" : "true"),
            part("reason", "valueString", text(reason)),
        });
        for (const auto& key : fired.rule->evidence)
            parts.push(part("evidence", "valueString", key));
        for (const auto finding : fired.findings)
            parts.push(part("finding", "valueString", m_content.findings[finding].id));
        return nested("fired-rule", std::move(parts));
    }

    Draft earned_selfcare() const
    {
        auto parts = json::array({
            part("id", "valueString", "selfcare"),
            part("level", "valueCode", code_of(Level::selfcare)),
            part("held", "valueCode", "true"),
            part("reason", "valueString", text(m_given.protocol->selfcare_reason)),
        });
        for (const auto& key : m_given.protocol->selfcare_evidence)
            parts.push(part("evidence", "valueString", key));
        return nested("fired-rule", std::move(parts));
    }

    static Draft nested(std::string_view name, Draft parts)
    {
        return json::object(
            {{"url", std::string(extension_address) + std::string(name)}, {"extension", std::move(parts)}});
    }

    Draft advice(const Advice& advice) const
    {
        auto parts = json::array({
            part("kind", "valueCode", code_of(advice.kind)),
            part("text", "valueMarkdown", text(advice.text)),
        });
        if (!advice.phone.empty())
            parts.push(part("phone", "valueString", advice.phone));
        return nested("advice", std::move(parts));
    }

    Draft extensions() const
    {
        auto all = json::array();
        all.push(time_limit());
        all.push(extension("content-version", "valueString", m_given.protocol->version_text()));
        all.push(extension("content-fingerprint", "valueString", m_content.fingerprint));
        all.push(extension("content-review", "valueCode", m_given.protocol->review));
        for (const auto& fired : m_assessment.fired)
            all.push(fired_rule(fired));
        if (m_assessment.fired.empty())
            all.push(earned_selfcare());
        for (const auto finding : m_assessment.reported)
            all.push(extension("reported-finding", "valueString", statement_of(finding)));
        for (const auto finding : m_assessment.denied_red_flags)
            all.push(extension("decisive-negative", "valueString", statement_of(finding)));
        for (const auto finding : m_assessment.unknown)
            all.push(extension("unknown-finding", "valueString", statement_of(finding)));
        for (const auto& each : m_assessment.advice)
            all.push(advice(each));
        for (const auto& title : m_assessment.sources)
            all.push(extension("source", "valueString", title));
        return all;
    }

    const Content& m_content;
    const GivenInterview& m_given;
    Instant m_now;
    Speaks m_speaks;
    Assessment m_assessment;
};

}  // namespace

Result<json::Document> assess_response(const Content& content, json::Value body, Instant now)
{
    const auto response = response_in(body);
    if (!response)
        return Error{Kind::invalid, "a QuestionnaireResponse is expected", std::string(body["resourceType"].text())};
    auto given = TRY(read_interview(content, response));
    given.answers = relevant(content, *given.protocol, std::move(given.answers));
    if (next_screen(content, *given.protocol, given.answers).screen)
        return Error{Kind::unprocessable, "the interview is not finished: a question that matters is still open",
            "QuestionnaireResponse.item"};
    return json::to_document(Writer(content, given, now).resource());
}

}  // namespace helselos::triage
