// Holds an interview as a client would: posts the response, answers what was asked, posts again.
#pragma once

#include "journeys/house_in_a_box.h"

#include <functional>
#include <map>
#include <string>

namespace helselos::tests {

// What is answered to a question: a code of the answer system, or a number as text; by linkId.
// What is not listed is answered "no", a number that is not listed "unknown".
using Replies = std::map<std::string, std::string>;

inline std::string first_response(const std::string& complaint)
{
    return json::to_text(json::object({
        {"resourceType", "QuestionnaireResponse"},
        {"status", "in-progress"},
        {"language", "nb"},
        {"contained",
            json::array({json::object({
                {"resourceType", "Questionnaire"},
                {"id", "interview"},
                {"status", "active"},
                {"derivedFrom", json::array({"https://helselos.no/fhir/Questionnaire/" + complaint})},
            })})},
        {"questionnaire", "#interview"},
    }));
}

inline json::Draft coding(const std::string& code)
{
    return json::object(
        {{"valueCoding", json::object({{"system", "https://helselos.no/fhir/CodeSystem/answer"}, {"code", code}})}});
}

inline json::Draft reply_to(json::Value question, const Replies& replies)
{
    const auto found = replies.find(std::string(question["linkId"].text()));
    const auto type = question["type"].text();
    if (found == replies.end())
        return coding(type == "choice" && question["answerOption"].size() <= 3 ? "no" : "unknown");
    if (type == "choice")
        return coding(found->second);
    if (type == "quantity")
        return json::object({{"valueQuantity", json::object({{"value", json::Draft::number(found->second)}})}});
    return json::object({{type == "integer" ? "valueInteger" : "valueDecimal", json::Draft::number(found->second)}});
}

// The items of a response with every open question answered.
inline json::Draft answered(json::Value items, json::Value questions, const Replies& replies)
{
    auto list = json::array();
    for (const auto item : items.elements()) {
        json::Draft draft(item);
        for (const auto question : questions.elements()) {
            if (question["linkId"].text() != item["linkId"].text())
                continue;
            if (question["type"].text() == "group")
                draft.set("item", answered(item["item"], question["item"], replies));
            else if (!item["answer"].exists())
                draft.set("answer", json::array({reply_to(question, replies)}));
        }
        list.push(std::move(draft));
    }
    return list;
}

// The completed response as text; screens_max bounds a server that never ends.
inline std::string hold_interview(const std::function<Answer(const std::string&)>& next_question,
    const std::string& complaint, const Replies& replies, int screens_max = 60)
{
    auto body = first_response(complaint);
    for (int screen = 0; screen < screens_max; ++screen) {
        const auto answer = next_question(body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        if (answer.status != 200 || answer.root()["status"].text() == "completed")
            return answer.text;
        json::Draft response(answer.root());
        response.set("item", answered(answer.root()["item"], answer.root()["contained"].at(0)["item"], replies));
        body = json::to_text(response);
    }
    ADD_FAILURE() << "the interview did not end";
    return body;
}

}  // namespace helselos::tests
