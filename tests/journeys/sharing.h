// What the journeys of sharing begin with: an assessment of the demonstration's Maria, shared.
#pragma once

#include "journeys/interview.h"

#include <initializer_list>
#include <string>

namespace helselos::tests {

class Sharing : public HouseInABox {
protected:
    static std::string parameters(std::initializer_list<json::Draft> parts)
    {
        return json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", json::array(parts)}}));
    }
    static json::Draft text(const char* name, const std::string& value)
    {
        return json::object({{"name", name}, {"valueString", value}});
    }
    static json::Draft code(const char* name, const std::string& value)
    {
        return json::object({{"name", name}, {"valueCode", value}});
    }
    static json::Draft reference(const char* name, const std::string& value)
    {
        return json::object({{"name", name}, {"valueReference", json::object({{"reference", value}})}});
    }

    json::Draft response_part(const std::string& complaint, const Replies& replies)
    {
        const auto response = hold_interview(
            [this](const std::string& body) { return post("/Questionnaire/$next-question", "", body); }, complaint,
            replies);
        return json::object({{"name", "response"}, {"resource", json::Draft(json::read(response)->root())}});
    }
    json::Draft sore_throat()
    {
        return response_part("sore-throat", {{"age-years", "27"}, {"sex", "female"}, {"duration-days", "2"}});
    }

    // By Maria; to the out-of-hours clinic unless it is said otherwise.
    Answer share(
        std::initializer_list<json::Draft> more = {}, const std::string& recipient = "Organization/legevakt-solvik")
    {
        auto parts = json::array({sore_throat()});
        if (!recipient.empty())
            parts.push(reference("recipient", recipient));
        for (const auto& part : more)
            parts.push(part);
        return post("/$share-assessment", "maria",
            json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", parts}})));
    }

    static std::string consent_of(const Answer& shared)
    {
        return std::string(interaction::parameter(shared.root(), "consent")["valueReference"]["reference"].text());
    }

    // The id of the only task on somebody's list; "" when there is none or are several.
    std::string task_of(const std::string& person)
    {
        const auto list = get("/Task?code=review-assessment", person);
        return list.root()["entry"].size() == 1 ? std::string(list.root()["entry"].at(0)["resource"]["id"].text()) : "";
    }

    static std::string state_of(const Answer& task)
    {
        return std::string(task.root()["businessStatus"]["coding"].at(0)["code"].text());
    }
};

}  // namespace helselos::tests
