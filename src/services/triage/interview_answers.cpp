#include "services/triage/interview_answers.h"

#include "base/text.h"
#include "services/triage/addresses.h"
#include "services/triage/decimal.h"
#include "services/triage/interview_form.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage {

namespace {

Error broken(std::string element, std::string reason)
{
    return {Kind::invalid, std::move(reason), std::move(element)};
}

Error refused(std::string element, std::string reason)
{
    return {Kind::unprocessable, std::move(reason), std::move(element)};
}

class InterviewReader {
public:
    InterviewReader(const Content& content, json::Value response) : m_content(content), m_answers(content.no_answers())
    {
        m_response = response;
    }

    Result<GivenInterview> read();

private:
    Result<void> find_questionnaire();
    Result<void> find_protocol();
    Result<void> read_items(json::Value items, const Group* group, const std::string& path);
    Result<void> read_item(json::Value item, const Group* group, const std::string& path);
    Result<void> read_finding(json::Value item, FindingIndex finding, const std::string& path);
    Result<void> check_questions(json::Value items, const Group* group, const std::string& path);
    Result<void> check_question(json::Value item, const Group* group, const std::string& path);

    const Content& m_content;
    json::Value m_response;
    json::Value m_questionnaire;
    std::string m_questionnaire_path;
    const Protocol* m_protocol = nullptr;
    bool m_is_same_version = false;
    Answers m_answers;
    std::vector<FindingIndex> m_order;
};

Result<Answer> coded_answer(const Finding& finding, json::Value coding, const std::string& path)
{
    const auto system = coding["system"];
    const auto code = coding["code"].text();
    if (system.exists() && system.text() != answer_system)
        return refused(path + ".system", "the answers are of another code system");
    if (code == "unknown")
        return dont_know;
    if (finding.kind == Finding::Kind::yes_no && (code == "yes" || code == "no"))
        return code == "yes" ? answered_yes : answered_no;
    const auto found = std::ranges::find(finding.choices, code, &Choice::id);
    if (found == finding.choices.end())
        return refused(path + ".code", "this is not one of the answers offered");
    return given(found - finding.choices.begin());
}

Result<Answer> number_answer(const Finding& finding, json::Value value, const std::string& path)
{
    const auto number = value.is_number() ? to_millionths(value.text()) : std::nullopt;
    if (!number)
        return broken(path, "this must be a plain decimal number");
    if (*number < finding.min || *number > finding.max)
        return refused(path,
            fmt::format("this must be from {} to {}", from_millionths(finding.min), from_millionths(finding.max)));
    return given(*number);
}

// "Don't know" where a number is asked for: a value of its type that says why it is none.
bool is_unknown(json::Value value)
{
    for (const auto each : value["extension"].elements())
        if (each["url"].text() == "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
            && (each["valueCode"].text() == asked_unknown || each["valueCode"].text() == "unknown"))
            return true;
    return false;
}

bool is_unknown_number(json::Value answer)
{
    return (is_unknown(answer["valueQuantity"]) && !answer["valueQuantity"]["value"].exists())
        || (is_unknown(answer["_valueInteger"]) && !answer["valueInteger"].exists())
        || (is_unknown(answer["_valueDecimal"]) && !answer["valueDecimal"].exists());
}

Result<Answer> quantity_answer(const Finding& finding, json::Value quantity, const std::string& path)
{
    for (const auto* member : {"comparator"})
        if (quantity[member].exists())
            return refused(path + "." + member, "a measured value has no comparator");
    if (quantity["code"].exists() && quantity["code"].text() != finding.unit)
        return refused(path + ".code", fmt::format("the unit must be {}", finding.unit));
    return number_answer(finding, quantity["value"], path + ".value");
}

Result<Answer> read_answer(const Finding& finding, json::Value answer, const std::string& path)
{
    if (const auto coding = answer["valueCoding"]; coding.is_object())
        return coded_answer(finding, coding, path + ".valueCoding");
    if (finding.kind == Finding::Kind::number && is_unknown_number(answer))
        return dont_know;
    if (finding.kind == Finding::Kind::number) {
        if (const auto quantity = answer["valueQuantity"]; quantity.is_object())
            return quantity_answer(finding, quantity, path + ".valueQuantity");
        for (const auto* member : {"valueInteger", "valueDecimal"})
            if (const auto value = answer[member]; value.exists())
                return number_answer(finding, value, path + "." + member);
    }
    return refused(path, "the answer is of the wrong type for this question");
}

Result<void> InterviewReader::find_questionnaire()
{
    if (m_response["resourceType"].text() != "QuestionnaireResponse")
        return broken("QuestionnaireResponse", "a QuestionnaireResponse is expected");
    const auto reference = m_response["questionnaire"].text();
    if (reference.size() < 2 || reference.front() != '#')
        return broken("QuestionnaireResponse.questionnaire", "this must point to the contained Questionnaire");
    std::size_t index = 0;
    for (const auto resource : m_response["contained"].elements()) {
        if (resource["resourceType"].text() == "Questionnaire" && resource["id"].text() == reference.substr(1)) {
            m_questionnaire = resource;
            m_questionnaire_path = fmt::format("QuestionnaireResponse.contained[{}]", index);
            return {};
        }
        ++index;
    }
    return broken("QuestionnaireResponse.contained", "the Questionnaire that is pointed to is not contained");
}

Result<void> InterviewReader::find_protocol()
{
    auto address = m_questionnaire["derivedFrom"].at(0).text();
    address = address.substr(0, address.find('|'));
    if (address.starts_with(questionnaire_address))
        m_protocol = m_content.protocol(address.substr(questionnaire_address.size()));
    if (m_protocol == nullptr)
        return refused(m_questionnaire_path + ".derivedFrom[0]",
            "this server asks no adaptive form with this address: only those of its severity calculator");
    return {};
}

Result<void> InterviewReader::read_items(json::Value items, const Group* group, const std::string& path)
{
    if (items.exists() && !items.is_array())
        return broken(path, "this must be a list");
    std::size_t index = 0;
    for (const auto item : items.elements())
        TRY(read_item(item, group, fmt::format("{}[{}]", path, index++)));
    return {};
}

Result<void> InterviewReader::read_item(json::Value item, const Group* group, const std::string& path)
{
    const auto id = item["linkId"].text();
    // Groups hold findings only, so the nesting ends here.
    if (const auto* inner = group == nullptr ? m_content.group(*m_protocol, id) : nullptr) {
        if (item["answer"].exists())
            return refused(path + ".answer", "a group has no answer of its own");
        return read_items(item["item"], inner, path + ".item");
    }
    const auto finding = m_content.finding(id);
    if (!finding)
        return refused(path + ".linkId", "there is no such question");
    if (group != nullptr && std::ranges::find(group->findings, *finding) == group->findings.end())
        return refused(path + ".linkId", "this question is not of this group");
    return read_finding(item, *finding, path);
}

Result<void> InterviewReader::read_finding(json::Value item, FindingIndex finding, const std::string& path)
{
    if (std::ranges::find(m_order, finding) != m_order.end())
        return refused(path + ".linkId", "this question stands twice");
    if (item["item"].exists())
        return refused(path + ".item", "a question has no questions of its own");
    m_order.push_back(finding);
    const auto answers = item["answer"];
    if (answers.exists() && !answers.is_array())
        return broken(path + ".answer", "this must be a list");
    if (answers.size() == 0)
        return {};
    if (answers.size() > 1)
        return refused(path + ".answer", "one answer is expected");
    m_answers.set(finding, TRY(read_answer(m_content.findings[finding], answers.at(0), path + ".answer[0]")));
    return {};
}

Result<void> InterviewReader::check_questions(json::Value items, const Group* group, const std::string& path)
{
    if (items.exists() && !items.is_array())
        return broken(path, "this must be a list");
    std::size_t index = 0;
    for (const auto item : items.elements())
        TRY(check_question(item, group, fmt::format("{}[{}]", path, index++)));
    return {};
}

// Under the version that is in force every question must be as this server asked it, or the
// record would show a question that was never put. After a change of content the questions
// are written anew, so that an interview can go on.
Result<void> InterviewReader::check_question(json::Value item, const Group* group, const std::string& path)
{
    const auto id = item["linkId"].text();
    const auto* inner = group == nullptr ? m_content.group(*m_protocol, id) : nullptr;
    const auto finding = inner == nullptr ? m_content.finding(id) : std::nullopt;
    if (inner == nullptr && !finding)
        return refused(path + ".linkId", "there is no such question");
    if (finding && group != nullptr && std::ranges::find(group->findings, *finding) == group->findings.end())
        return refused(path + ".linkId", "this question is not of this group");
    const auto type = inner != nullptr ? std::string_view("group") : item_type(m_content.findings[*finding]);
    if (item["type"].text() != type)
        return refused(path + ".type", fmt::format("this question is of type {}", type));
    const auto& wording = inner != nullptr ? inner->title : m_content.findings[*finding].question;
    const auto text = item["text"].text();
    if (m_is_same_version && !wording.says(text))
        return refused(path + ".text", "this is not the question that was asked");
    return inner != nullptr ? check_questions(item["item"], inner, path + ".item") : Result<void>{};
}

Result<GivenInterview> InterviewReader::read()
{
    TRY(find_questionnaire());
    TRY(find_protocol());
    m_is_same_version = m_questionnaire["version"].text() == questionnaire_version(m_content, *m_protocol);
    TRY(check_questions(m_questionnaire["item"], nullptr, m_questionnaire_path + ".item"));
    TRY(read_items(m_response["item"], nullptr, "QuestionnaireResponse.item"));
    const auto language = language_from(m_response["language"].text());
    return GivenInterview{m_response, m_questionnaire, m_protocol, language, std::move(m_answers), std::move(m_order)};
}

}  // namespace

json::Value response_in(json::Value body)
{
    if (body["resourceType"].text() != "Parameters")
        return body["resourceType"].text() == "QuestionnaireResponse" ? body : json::Value{};
    for (const auto part : body["parameter"].elements())
        if (part["name"].text() == "questionnaire-response")
            return part["resource"];
    return {};
}

Result<GivenInterview> read_interview(const Content& content, json::Value response)
{
    return InterviewReader(content, response).read();
}

}  // namespace helselos::triage
