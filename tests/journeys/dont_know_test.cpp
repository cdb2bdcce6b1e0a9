// What the interview makes of "don't know" is what $validate takes: for every complaint, step by step.
#include "journeys/interview.h"

namespace helselos::tests {

namespace {

// "Don't know" as it was once written for numbers; as a value that is none.
enum class Written : std::uint8_t { as_code, as_absent_value };

json::Draft absent(json::Value question)
{
    const auto why = json::object({{"extension",
        json::array({json::object({{"url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason"},
            {"valueCode", "asked-unknown"}})})}});
    const auto type = question["type"].text();
    return json::object({{type == "quantity" ? "valueQuantity"
            : type == "integer"              ? "_valueInteger"
                                             : "_valueDecimal",
        why}});
}

class DontKnow : public HouseInABox {
protected:
    // Every question that is open is answered: a choice by the code, where it is offered, a number not at all.
    json::Draft replied(json::Value items, json::Value questions, const std::string& code, Written written)
    {
        auto list = json::array();
        std::size_t place = 0;
        for (const auto item : items.elements()) {
            const auto question = questions.at(place++);
            json::Draft draft(item);
            if (question["type"].text() == "group")
                draft.set("item", replied(item["item"], question["item"], code, written));
            else if (!item["answer"].exists())
                draft.set("answer", json::array({reply(question, code, written)}));
            list.push(std::move(draft));
        }
        return list;
    }

    static bool is_offered(json::Value question, const std::string& code)
    {
        for (const auto option : question["answerOption"].elements())
            if (option["valueCoding"]["code"].text() == code)
                return true;
        return false;
    }

    static json::Draft reply(json::Value question, const std::string& code, Written written)
    {
        if (question["type"].text() == "choice")
            return coding(is_offered(question, code) ? code : "unknown");
        return written == Written::as_code ? coding("unknown") : absent(question);
    }

    void is_valid(const Answer& step, const std::string& complaint)
    {
        const auto outcome = ask(http::Method::post, "/QuestionnaireResponse/$validate", "", step.text);
        ASSERT_EQ(outcome.status, 200) << complaint << outcome.text;
        for (const auto issue : outcome.root()["issue"].elements())
            ASSERT_TRUE(issue["severity"].text() != "error" && issue["severity"].text() != "fatal")
                << complaint << ": " << outcome.text << "\n"
                << step.text;
    }

    // The number of numbers that were not known.
    std::size_t hold(const std::string& complaint, const std::string& code, Written written)
    {
        auto body = first_response(complaint);
        for (int screen = 0; screen < 60; ++screen) {
            const auto step = ask(http::Method::post, "/Questionnaire/$next-question", "", body);
            EXPECT_EQ(step.status, 200) << complaint << step.text;
            if (step.status != 200)
                return 0;
            is_valid(step, complaint);
            if (HasFatalFailure() || step.root()["status"].text() == "completed")
                return count(step.text, "asked-unknown");
            json::Draft response(step.root());
            response.set("item", replied(step.root()["item"], step.root()["contained"].at(0)["item"], code, written));
            body = json::to_text(response);
        }
        ADD_FAILURE() << complaint << ": the interview did not end";
        return 0;
    }

    static std::size_t count(const std::string& text, const std::string& sought)
    {
        std::size_t found = 0;
        for (auto place = text.find(sought); place != std::string::npos; place = text.find(sought, place + 1))
            ++found;
        return found;
    }
};

TEST_F(DontKnow, everywhere_is_valid_at_every_step_of_every_complaint)
{
    std::size_t unknown_numbers = 0;
    for (const auto& protocol : house().triage().protocols)
        for (const auto* code : {"unknown", "no"})
            unknown_numbers += hold(protocol.id, code, Written::as_absent_value);
    EXPECT_GT(unknown_numbers, house().triage().protocols.size()) << "each complaint asks for an age at least";
}

TEST_F(DontKnow, as_it_was_once_written_is_understood_and_told_back_as_a_value_that_is_none)
{
    EXPECT_EQ(hold("sore-throat", "no", Written::as_code), hold("sore-throat", "no", Written::as_absent_value));
}

}  // namespace

}  // namespace helselos::tests
