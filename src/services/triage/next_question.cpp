#include "services/triage/interview.h"

#include "services/triage/addresses.h"
#include "services/triage/interview_answers.h"
#include "services/triage/interview_form.h"
#include "services/triage/next_screen.h"

#include <algorithm>

namespace helselos::triage {

namespace {

using json::Draft;

class NextQuestion {
public:
    NextQuestion(const Content& content, const Questions& questions, GivenInterview given)
        : m_content(content), m_put(questions), m_given(std::move(given))
    {}

    Draft response()
    {
        // After an earlier answer was changed, later questions may not follow any more.
        m_given.answers = relevant(m_content, *m_given.protocol, std::move(m_given.answers));
        for (const auto finding : m_given.order)
            if (!m_given.answers.is_open(finding))
                show(finding);
        m_next = next_screen(m_content, *m_given.protocol, m_given.answers);
        m_answered = m_shown.size();
        if (m_next.screen)
            show_next(*m_next.screen);
        m_speaks = m_content.speaks(m_given.answers);
        return written();
    }

private:
    struct Shown {
        const Group* group = nullptr;
        std::vector<FindingIndex> findings;
    };

    const Group* group_of(FindingIndex finding) const
    {
        for (const auto* group : {&m_content.about, &m_content.red_screen})
            if (std::ranges::find(group->findings, finding) != group->findings.end())
                return group;
        return m_given.protocol->group_of(finding);
    }

    void show(FindingIndex finding)
    {
        const auto* group = group_of(finding);
        if (group != nullptr)
            for (auto& shown : m_shown)
                if (shown.group == group) {
                    shown.findings.push_back(finding);
                    return;
                }
        m_shown.push_back({group, {finding}});
    }

    // A group that was answered in part is asked again whole, its answers kept.
    void show_next(const Screen& screen)
    {
        const auto begun = [&](const Shown& shown) { return shown.group != nullptr && shown.group == screen.group; };
        m_answered -= std::erase_if(m_shown, begun);
        m_shown.push_back({screen.group, screen.findings});
    }

    json::Value put(FindingIndex finding) const { return m_put.item(finding, m_given.language, m_speaks); }

    Draft questions() const
    {
        auto items = json::array();
        for (const auto& shown : m_shown) {
            auto inner = json::array();
            auto& place = shown.group == nullptr ? items : inner;
            for (const auto finding : shown.findings)
                place.push(Draft::lent(put(finding)));
            if (shown.group == nullptr)
                continue;
            auto group = group_item(*shown.group, m_given.language, m_speaks);
            group.set("item", std::move(inner));
            items.push(std::move(group));
        }
        return items;
    }

    Draft answers() const
    {
        auto items = json::array();
        for (const auto& shown : m_shown) {
            auto inner = json::array();
            auto& place = shown.group == nullptr ? items : inner;
            for (const auto finding : shown.findings)
                place.push(response_item(
                    put(finding), m_content.findings[finding], m_given.answers[finding], m_given.language));
            if (shown.group == nullptr)
                continue;
            auto group = json::object(
                {{"linkId", shown.group->id}, {"text", shown.group->title.in(m_given.language, m_speaks)}});
            group.set("item", std::move(inner));
            items.push(std::move(group));
        }
        return items;
    }

    Draft questionnaire() const
    {
        auto questionnaire = json::object({
            {"resourceType", "Questionnaire"},
            {"id", m_given.questionnaire["id"].text()},
            {"meta", m_given.questionnaire["meta"]},
            {"language", code_of(m_given.language)},
            {"version", questionnaire_version(m_content, *m_given.protocol)},
            {"title", m_given.protocol->title.in(m_given.language)},
            {"derivedFrom", json::array({std::string(questionnaire_address) + m_given.protocol->id})},
            {"status", "active"},
        });
        questionnaire.set("item", json::unless_empty(questions()));
        return questionnaire;
    }

    Draft contained() const
    {
        auto contained = json::array();
        for (const auto resource : m_given.response["contained"].elements())
            contained.push(resource.is_same(m_given.questionnaire) ? questionnaire() : Draft(resource));
        return contained;
    }

    Draft extensions() const
    {
        const auto address = std::string(extension_address) + "interview-progress";
        auto extensions = json::array();
        for (const auto other : m_given.response["extension"].elements())
            if (other["url"].text() != address)
                extensions.push(other);
        const auto part = [](const char* name, std::size_t count) {
            return json::object({{"url", name}, {"valueInteger", count}});
        };
        extensions.push(json::object({{"url", address},
            {"extension",
                json::array({part("answered", m_answered), part("at-most-left", m_next.screens_left_max)})}}));
        return extensions;
    }

    Draft written() const
    {
        auto response = json::object({{"resourceType", "QuestionnaireResponse"}});
        const auto take = [&](std::initializer_list<const char*> keys) {
            for (const auto* key : keys)
                response.set(key, m_given.response[key]);
        };
        take({"id", "meta", "implicitRules", "language", "text"});
        response.set("contained", contained());
        response.set("extension", extensions());
        take({"modifierExtension", "identifier", "basedOn", "partOf", "questionnaire"});
        response.set("status", m_next.screen ? "in-progress" : "completed");
        take({"subject", "encounter", "authored", "author", "source"});
        response.set("item", json::unless_empty(answers()));
        return response;
    }

    const Content& m_content;
    const Questions& m_put;
    GivenInterview m_given;
    std::vector<Shown> m_shown;
    NextScreen m_next;
    std::size_t m_answered = 0;
    Speaks m_speaks = Speaks::to_person;
};

}  // namespace

Result<json::Document> next_question(const Content& content, const Questions& questions, json::Value body)
{
    const auto response = response_in(body);
    if (!response)
        return Error{Kind::invalid, "a QuestionnaireResponse is expected", std::string(body["resourceType"].text())};
    auto next = NextQuestion(content, questions, TRY(read_interview(content, response))).response();
    if (response.is_same(body))
        return json::to_document(next);
    auto part = json::object({{"name", "questionnaire-response"}});
    part.set("resource", std::move(next));
    auto parts = json::array();
    parts.push(std::move(part));
    auto parameters = json::object({{"resourceType", "Parameters"}});
    parameters.set("parameter", std::move(parts));
    return json::to_document(parameters);
}

}  // namespace helselos::triage
