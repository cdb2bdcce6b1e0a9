// A QuestionnaireResponse judged by the Questionnaire it names (fhir/questionnaire/judge.h), at $validate and before it
// is kept. Decided in docs/decisions/0039.
#pragma once

#include "base/issue.h"
#include "fhir/questionnaire/judge.h"
#include "interaction/forms/find_form.h"
#include "json/value.h"

#include <map>
#include <string>

namespace helselos::interaction {

// Asks the terminology of the house, then what is stored. For one request.
class SetMembers {
public:
    explicit SetMembers(const FormSources& sources) : m_sources(sources) {}
    fhir::terminology::Membership of(
        json::Value contained, std::string_view url, std::string_view system, std::string_view code);

private:
    FormSources m_sources;
    std::map<std::string, fhir::questionnaire::FormDocument, std::less<>> m_stored;
};

// By a form that was found.
Issues judge_by(const FormSources& sources, json::Value response, json::Value form);

// For $validate: of a QuestionnaireResponse all there is to say, also that its form is not known here; of anything else
// nothing.
Issues judge_response(const FormSources& sources, json::Value resource);

// For every write, whoever makes it: what the definition of the type, its profiles (prepare.h) or the form it answers
// refuse. Error unprocessable, with all issues of the first of these.
Result<void> refuse_what_is_wrong(const FormSources& sources, json::Value resource);

// Of these the form: error unprocessable with all issues when a response that says it is whole breaks the form it
// names. Nothing is refused where the form is not known here, or is contained in the response itself.
Result<void> refuse_wrong_answers(const FormSources& sources, json::Value resource);

}  // namespace helselos::interaction
