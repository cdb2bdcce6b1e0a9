#include "interaction/forms/judge_response.h"

#include "interaction/prepare.h"

namespace helselos::interaction {

namespace {

using fhir::questionnaire::FormDocument;
using fhir::terminology::Effort;
using fhir::terminology::Membership;

constexpr std::string_view at_form = "QuestionnaireResponse.questionnaire";

bool is_response(json::Value resource)
{
    return resource["resourceType"].text() == "QuestionnaireResponse";
}

json::Value contained_form(json::Value response, std::string_view id)
{
    for (const auto each : response["contained"].elements())
        if (each["resourceType"].text() == "Questionnaire" && each["id"].text() == id)
            return each;
    return {};
}

Issues only(Severity severity, std::string code, std::string text)
{
    return {{severity, std::move(code), std::string(at_form), std::move(text)}};
}

}  // namespace

Membership SetMembers::of(json::Value contained, std::string_view url, std::string_view system, std::string_view code)
{
    if (m_sources.hall.terminology == nullptr)
        return Membership::unknown;
    const auto& known = *m_sources.hall.terminology;
    Effort effort;
    if (contained.exists())
        return fhir::terminology::member(contained, known, system, code, effort);
    if (const auto member = known.member(url, system, code, effort); member != Membership::unknown)
        return member;
    auto stored = m_stored.find(url);
    if (stored == m_stored.end()) {
        auto found = find_definition(m_sources, "ValueSet", url);
        stored = m_stored.emplace(std::string(url), found ? *std::move(found) : FormDocument()).first;
    }
    if (stored->second == nullptr)
        return Membership::unknown;
    Effort again;
    return fhir::terminology::member(stored->second->root(), known, system, code, again);
}

Issues judge_by(const FormSources& sources, json::Value response, json::Value form)
{
    SetMembers members(sources);
    return fhir::questionnaire::judge(response, form,
        {sources.hall.definitions,
            [&](json::Value contained, std::string_view url, std::string_view system, std::string_view code) {
                return members.of(contained, url, system, code);
            },
            sources.hall.clock.now()});
}

Issues judge_response(const FormSources& sources, json::Value resource)
{
    if (!is_response(resource))
        return {};
    const auto canonical = resource["questionnaire"].text();
    if (canonical.empty())
        return only(Severity::information, "informational", "no form is named: the answers were not judged by one");
    if (canonical.front() == '#') {
        const auto form = contained_form(resource, canonical.substr(1));
        if (!form.exists())
            return only(Severity::error, "not-found", "the form that is pointed to is not contained");
        return judge_by(sources, resource, form);
    }
    const auto form = find_form(sources, canonical);
    if (!form)
        return only(
            Severity::warning, "not-supported", "the form could not be read: the answers were not judged by it");
    if (*form == nullptr)
        return only(Severity::warning, "not-found", "the form is not known here: the answers were not judged by it");
    return judge_by(sources, resource, (*form)->root());
}

Result<void> refuse_wrong_answers(const FormSources& sources, json::Value resource)
{
    const auto canonical = resource["questionnaire"].text();
    if (!is_response(resource) || canonical.empty() || canonical.front() == '#'
        || !fhir::questionnaire::is_whole(resource))
        return {};
    const auto form = TRY(find_form(sources, canonical));
    if (form == nullptr)
        return {};
    auto issues = judge_by(sources, resource, form->root());
    if (!has_error(issues))
        return {};
    return Error{Kind::unprocessable, "the answers break the form they name", {}, std::move(issues)};
}

Result<void> refuse_what_is_wrong(const FormSources& sources, json::Value resource)
{
    TRY(refuse_if_wrong(sources.hall, resource));
    return refuse_wrong_answers(sources, resource);
}

}  // namespace helselos::interaction
