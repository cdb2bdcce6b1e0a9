#include "services/triage/interview.h"

#include "services/triage/addresses.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <map>

namespace helselos::triage {

namespace {

const Content& content()
{
    static const Content loaded = [] {
        auto result = load_content(HL_SOURCE_DIR "/tests/triage/content");
        if (!result.ok())
            throw std::runtime_error(result.error().issues.front().text);
        return std::move(result).value();
    }();
    return loaded;
}

std::string begin(std::string_view complaint, std::string_view language = "nb", std::string_view items = "")
{
    return R"({"resourceType":"QuestionnaireResponse","language":")" + std::string(language)
        + R"(","contained":[{"resourceType":"Questionnaire","id":"interview","status":"active","derivedFrom":["https://helselos.no/fhir/Questionnaire/)"
        + std::string(complaint) + R"("]}],"questionnaire":"#interview","status":"in-progress")"
        + (items.empty() ? "" : R"(,"item":[)" + std::string(items) + "]") + "}";
}

std::string choice(std::string_view id, std::string_view code)
{
    return R"({"linkId":")" + std::string(id) + R"(","answer":[{"valueCoding":{"code":")" + std::string(code)
        + R"("}}]})";
}

std::string about(std::string_view years, std::string_view sex = "female")
{
    return R"({"linkId":"about","item":[{"linkId":"age-years","answer":[{"valueDecimal":)" + std::string(years) + "}]},"
        + choice("sex", sex) + "]}";
}

Result<json::Document> next(std::string_view text)
{
    auto document = json::read(text);
    EXPECT_TRUE(document.ok()) << text;
    static const Questions questions(content());
    return next_question(content(), questions, document->root());
}

// Answers what was asked last: from the map, or else "no", and numbers by "unknown".
void answer_last(json::Document& response, const std::map<std::string, std::string>& answers)
{
    const auto questions = response.root()["contained"].at(0)["item"];
    const auto items = response.root()["item"];
    const auto question = questions.at(questions.size() - 1);
    const auto item = items.at(items.size() - 1);
    const bool is_group = question["type"].text() == "group";
    for (std::size_t i = 0; i < (is_group ? item["item"].size() : 1); ++i) {
        const auto asked = is_group ? question["item"].at(i) : question;
        const auto target = is_group ? item["item"].at(i) : item;
        const auto found = answers.find(std::string(asked["linkId"].text()));
        const auto fallback = asked["type"].text() == "choice" && asked["answerOption"].size() == 3
            ? R"({"valueCoding":{"code":"no"}})"
            : R"({"valueCoding":{"code":"unknown"}})";
        auto value = json::read(found == answers.end() ? fallback : found->second);
        ASSERT_TRUE(value.ok());
        auto list = response.make_array();
        response.push(list, response.copy(value->root()));
        response.set(target, "answer", list);
    }
}

json::Document hold(std::string_view start, const std::map<std::string, std::string>& answers)
{
    auto response = next(start);
    EXPECT_TRUE(response.ok());
    for (int i = 0; i < 40 && response.ok() && response->root()["status"].text() != "completed"; ++i) {
        answer_last(*response, answers);
        response = next(json::to_text(response->root()));
    }
    EXPECT_TRUE(response.ok()) << (response.ok() ? "" : response.error().reason + response.error().element);
    return std::move(response).value();
}

json::Value extension_of(json::Value resource, std::string_view name)
{
    for (const auto extension : resource["extension"].elements())
        if (extension["url"].text() == std::string(extension_address) + std::string(name))
            return extension;
    return {};
}

std::string refusal(std::string_view text)
{
    const auto answer = next(text);
    return answer.ok() ? "accepted" : answer.error().element;
}

const std::map<std::string, std::string> well_adult{{"age-years", R"({"valueDecimal":34})"},
    {"sex", R"({"valueCoding":{"code":"female"}})"}, {"symptom-days", R"({"valueInteger":2})"}};

TEST(Interview, the_first_screen_asks_who_it_is_about)
{
    const auto response = next(begin("sore-throat"));
    ASSERT_TRUE(response.ok());
    const auto root = response->root();
    EXPECT_EQ(root["status"].text(), "in-progress");
    const auto item = root["contained"].at(0)["item"].at(0);
    EXPECT_EQ(item["linkId"].text(), "about");
    EXPECT_EQ(item["type"].text(), "group");
    EXPECT_EQ(item["item"].at(0)["linkId"].text(), "age-years");
    EXPECT_EQ(item["item"].at(0)["type"].text(), "decimal");
    EXPECT_EQ(root["item"].at(0)["item"].at(1)["linkId"].text(), "sex");
    EXPECT_FALSE(root["item"].at(0)["item"].at(1)["answer"].exists());
}

TEST(Interview, the_red_screen_follows_with_its_flags_and_three_answers_each)
{
    const auto response = next(begin("sore-throat", "nb", about("34")));
    ASSERT_TRUE(response.ok());
    const auto group = response->root()["contained"].at(0)["item"].at(1);
    EXPECT_EQ(group["linkId"].text(), "red-screen");
    EXPECT_EQ(group["item"].size(), 13U);
    const auto first = group["item"].at(0);
    EXPECT_TRUE(extension_of(first, "red-flag")["valueBoolean"].truth());
    EXPECT_EQ(first["answerOption"].at(0)["valueCoding"]["display"].text(), "Ja");
    EXPECT_EQ(first["answerOption"].at(2)["valueCoding"]["code"].text(), "unknown");
}

TEST(Interview, a_well_person_gets_selfcare)
{
    const auto response = hold(begin("sore-throat"), well_adult);
    const auto assessment = assess_response(content(), response.root(), Instant{});
    ASSERT_TRUE(assessment.ok());
    const auto root = assessment->root();
    EXPECT_EQ(root["prediction"].at(0)["qualitativeRisk"]["coding"].at(0)["code"].text(), "selfcare");
    EXPECT_FALSE(extension_of(root, "time-limit").exists());
    EXPECT_FALSE(root["prediction"].at(0)["whenPeriod"]["end"].exists());
    EXPECT_EQ(extension_of(root, "content-review")["valueCode"].text(), "draft");
    EXPECT_EQ(extension_of(root, "fired-rule")["extension"].at(0)["valueString"].text(), "selfcare");
    EXPECT_TRUE(extension_of(root, "decisive-negative").exists());
    EXPECT_TRUE(extension_of(root, "advice").exists());
}

TEST(Interview, an_emergency_completes_at_once_and_says_what_to_do)
{
    auto answers = well_adult;
    answers["severe-breathing-difficulty"] = R"({"valueCoding":{"code":"yes"}})";
    const auto response = hold(begin("sore-throat"), answers);
    EXPECT_EQ(response.root()["item"].size(), 2U);
    const auto assessment = assess_response(content(), response.root(), Instant{});
    ASSERT_TRUE(assessment.ok());
    const auto root = assessment->root();
    EXPECT_EQ(root["prediction"].at(0)["qualitativeRisk"]["coding"].at(0)["code"].text(), "emergency");
    EXPECT_EQ(root["prediction"].at(0)["rationale"].text(), "Ring 113 nå");
    EXPECT_EQ(extension_of(root, "advice")["extension"].at(2)["valueString"].text(), "113");
    EXPECT_EQ(extension_of(root, "time-limit")["valueDuration"]["value"].text(), "0");
}

TEST(Interview, an_emergency_does_not_say_that_the_person_did_not_know_what_was_never_asked)
{
    auto answers = well_adult;
    answers["severe-breathing-difficulty"] = R"({"valueCoding":{"code":"yes"}})";
    const auto assessment = assess_response(content(), hold(begin("sore-throat"), answers).root(), Instant{});
    ASSERT_TRUE(assessment.ok());
    EXPECT_NE(json::to_text(assessment->root()).find("\"true\""), std::string::npos);
    for (const auto extension : assessment->root()["extension"].elements())
        for (const auto part : extension["extension"].elements())
            EXPECT_TRUE(part["url"].text() != "held" || part["valueCode"].text() == "true");
}

TEST(Interview, the_time_limit_is_counted_from_now)
{
    auto answers = well_adult;
    answers["very-ill"] = R"({"valueCoding":{"code":"yes"}})";
    const auto response = hold(begin("sore-throat"), answers);
    const auto now = instant_from_text("2026-11-22T08:00:00Z");
    const auto assessment = assess_response(content(), response.root(), *now);
    ASSERT_TRUE(assessment.ok());
    EXPECT_EQ(assessment->root()["prediction"].at(0)["whenPeriod"]["end"].text(), "2026-11-22T12:00:00.000Z");
    EXPECT_EQ(extension_of(assessment->root(), "time-limit")["valueDuration"]["code"].text(), "h");
}

TEST(Interview, dont_know_to_a_red_flag_is_urgent_and_says_so)
{
    auto answers = well_adult;
    answers["stridor"] = R"({"valueCoding":{"code":"unknown"}})";
    const auto response = hold(begin("sore-throat"), answers);
    const auto assessment = assess_response(content(), response.root(), Instant{});
    ASSERT_TRUE(assessment.ok());
    const auto fired = extension_of(assessment->root(), "fired-rule");
    EXPECT_EQ(fired["extension"].at(0)["valueString"].text(), "airway-threatened");
    EXPECT_EQ(fired["extension"].at(1)["valueCode"].text(), "urgent");
    EXPECT_EQ(fired["extension"].at(2)["valueCode"].text(), "unknown");
    EXPECT_TRUE(extension_of(assessment->root(), "unknown-finding").exists());
}

TEST(Interview, for_a_child_the_texts_speak_of_the_child)
{
    auto answers = well_adult;
    answers["age-years"] = R"({"valueDecimal":4})";
    const auto response = hold(begin("sore-throat"), answers);
    const auto text = json::to_text(response.root());
    EXPECT_NE(text.find("Er barnet så sykt"), std::string::npos);
    EXPECT_EQ(text.find("Er du så syk"), std::string::npos);
}

TEST(Interview, english_is_english)
{
    const auto response = next(begin("chest-pain", "en-GB", about("50")));
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response->root()["contained"].at(0)["item"].at(1)["text"].text(), "Is any of this happening now?");
}

TEST(Interview, the_same_body_gives_the_same_answer_and_nothing_is_added_twice)
{
    const auto once = next(begin("sore-throat", "nb", about("34")));
    ASSERT_TRUE(once.ok());
    const auto twice = next(json::to_text(once->root()));
    ASSERT_TRUE(twice.ok());
    EXPECT_EQ(json::to_text(once->root()), json::to_text(twice->root()));
}

TEST(Interview, the_order_of_the_answers_does_not_matter)
{
    const auto forward
        = next(begin("sore-throat", "nb", about("34") + "," + choice("fever", "no") + "," + choice("very-ill", "no")));
    const auto backward
        = next(begin("sore-throat", "nb", choice("very-ill", "no") + "," + choice("fever", "no") + "," + about("34")));
    ASSERT_TRUE(forward.ok() && backward.ok());
    const auto last = [](const json::Document& document) {
        const auto items = document.root()["contained"].at(0)["item"];
        return json::to_text(items.at(items.size() - 1));
    };
    EXPECT_EQ(last(*forward), last(*backward));
}

TEST(Interview, a_changed_answer_drops_what_no_longer_applies)
{
    const auto fontanelle = R"({"linkId":"child-danger","item":[)" + choice("bulging-fontanelle", "yes") + "]}";
    const auto infant = next(begin("fever-child", "nb", about("0.5") + "," + fontanelle));
    ASSERT_TRUE(infant.ok());
    EXPECT_EQ(infant->root()["status"].text(), "completed");
    const auto older = next(begin("fever-child", "nb", about("6") + "," + fontanelle));
    ASSERT_TRUE(older.ok());
    EXPECT_EQ(older->root()["status"].text(), "in-progress");
    EXPECT_EQ(json::to_text(older->root()).find("bulging-fontanelle"), std::string::npos);
}

TEST(Interview, what_is_not_of_the_interview_is_given_back)
{
    auto text = begin("sore-throat");
    text.insert(text.size() - 1,
        R"(,"subject":{"reference":"Patient/7"},"extension":[{"url":"https://example.org/x","valueString":"y"}])");
    const auto response = next(text);
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response->root()["subject"]["reference"].text(), "Patient/7");
    EXPECT_EQ(response->root()["extension"].at(0)["valueString"].text(), "y");
    EXPECT_EQ(extension_of(response->root(), "interview-progress")["extension"].at(0)["valueInteger"].text(), "0");
}

TEST(Interview, parameters_are_answered_by_parameters)
{
    const auto response
        = next(R"({"resourceType":"Parameters","parameter":[{"name":"questionnaire-response","resource":)"
            + begin("sore-throat") + "}]}");
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(
        response->root()["parameter"].at(0)["resource"]["contained"].at(0)["item"].at(0)["linkId"].text(), "about");
}

TEST(Interview, an_unfinished_interview_is_not_assessed)
{
    const auto document = json::read(begin("sore-throat", "nb", about("34")));
    const auto assessment = assess_response(content(), document->root(), Instant{});
    ASSERT_FALSE(assessment.ok());
    EXPECT_EQ(assessment.error().kind, Kind::unprocessable);
}

TEST(Interview, a_wrong_answer_is_refused_with_its_element)
{
    EXPECT_EQ(refusal(begin("headache")), "QuestionnaireResponse.contained[0].derivedFrom[0]");
    EXPECT_EQ(
        refusal(begin("sore-throat", "nb", choice("no-such-thing", "yes"))), "QuestionnaireResponse.item[0].linkId");
    EXPECT_EQ(refusal(begin("sore-throat", "nb", choice("fever", "maybe"))),
        "QuestionnaireResponse.item[0].answer[0].valueCoding.code");
    EXPECT_EQ(refusal(begin("sore-throat", "nb", R"({"linkId":"fever","answer":[{"valueBoolean":true}]})")),
        "QuestionnaireResponse.item[0].answer[0]");
    EXPECT_EQ(refusal(begin("sore-throat", "nb", about("121"))),
        "QuestionnaireResponse.item[0].item[0].answer[0].valueDecimal");
    EXPECT_EQ(refusal(begin("sore-throat", "nb", about("-1"))),
        "QuestionnaireResponse.item[0].item[0].answer[0].valueDecimal");
    EXPECT_EQ(refusal(begin("sore-throat", "nb", choice("fever", "no") + "," + choice("fever", "yes"))),
        "QuestionnaireResponse.item[1].linkId");
    EXPECT_EQ(refusal(begin("fever-child", "nb",
                  R"({"linkId":"max-temperature","answer":[{"valueQuantity":{"value":39,"code":"[degF]"}}]})")),
        "QuestionnaireResponse.item[0].answer[0].valueQuantity.code");
    EXPECT_EQ(
        refusal(R"({"resourceType":"QuestionnaireResponse","questionnaire":"#x"})"), "QuestionnaireResponse.contained");
    EXPECT_EQ(refusal(R"({"resourceType":"Patient"})"), "Patient");
}

TEST(Interview, a_contained_questionnaire_that_was_changed_is_refused)
{
    const auto first = next(begin("sore-throat", "nb", about("34")));
    ASSERT_TRUE(first.ok());
    const auto text = json::to_text(first->root());
    const auto changed = [&](std::string_view from, std::string_view to) {
        auto copy = text;
        copy.replace(copy.find(from), from.size(), to);
        return refusal(copy);
    };
    EXPECT_EQ(refusal(text), "accepted");
    EXPECT_EQ(changed("Hvor gammel er den det gjelder?", "Hvor gammel er bilen?"),
        "QuestionnaireResponse.contained[0].item[0].item[0].text");
    EXPECT_EQ(changed(R"("type":"decimal")", R"("type":"string")"),
        "QuestionnaireResponse.contained[0].item[0].item[0].type");
    EXPECT_EQ(
        changed(R"("linkId":"sex")", R"("linkId":"sox")"), "QuestionnaireResponse.contained[0].item[0].item[1].linkId");
}

}  // namespace

}  // namespace helselos::triage
