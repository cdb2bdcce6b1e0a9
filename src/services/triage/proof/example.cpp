#include "services/triage/proof/example.h"

#include "services/triage/decimal.h"
#include "services/triage/interview_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace helselos::triage::proof {

namespace {

constexpr std::int64_t ordinary_age = 34 * one;

Answer unlisted(const Finding& finding)
{
    return finding.kind == Finding::Kind::yes_no ? answered_no : dont_know;
}

class Shrinking {
public:
    Shrinking(std::span<const Finding> findings, Answers person, const std::function<bool(const Answers&)>& still_so)
        : m_findings(findings), m_person(std::move(person)), m_still_so(still_so)
    {}

    bool try_with(FindingIndex finding, const Answer& answer)
    {
        if (m_person[finding] == answer)
            return false;
        auto trial = m_person;
        trial.set(finding, answer);
        if (!m_still_so(trial))
            return false;
        m_person = std::move(trial);
        return true;
    }

    Answers person(std::span<const FindingIndex> asked)
    {
        // Who it is about goes last: an example without an age is hard to picture.
        for (bool changed = true; changed;) {
            changed = false;
            for (const auto finding : asked | std::views::reverse)
                changed = try_with(finding, unlisted(m_findings[finding])) || changed;
        }
        for (const auto finding : asked) {
            if (m_findings[finding].id == "age-years" && m_person[finding] == dont_know)
                try_with(finding, given(ordinary_age));
            if (m_findings[finding].id == "sex" && m_person[finding] == dont_know)
                try_with(finding, given(0));
            if (m_findings[finding].kind == Finding::Kind::yes_no && m_person[finding] == dont_know)
                try_with(finding, answered_yes);
        }
        return std::move(m_person);
    }

private:
    std::span<const Finding> m_findings;
    Answers m_person;
    const std::function<bool(const Answers&)>& m_still_so;
};

std::string age_in_words(std::int64_t age)
{
    for (const auto& [unit, word] : {std::pair{"years", "år"}, std::pair{"months", "måneder"},
             std::pair{"weeks", "uker"}, std::pair{"days", "dager"}}) {
        if (unit != std::string_view("years") && age >= 2 * one)
            break;
        constexpr std::int64_t counts_max = 800;
        for (std::int64_t count = 0; count < counts_max; ++count)
            if (*to_years(count * one, unit) == age && (count > 0 || age == 0))
                return fmt::format("{} {}", count, word);
    }
    return fmt::format("{} år", from_millionths(age));
}

std::string age_as_given(std::int64_t age)
{
    for (const auto* unit : {"years", "months", "weeks", "days"})
        for (std::int64_t count = 1; count < 200; ++count)
            if (*to_years(count * one, unit) == age)
                return unit == std::string_view("years") ? std::to_string(count) : fmt::format("{} {}", count, unit);
    return from_millionths(age);
}

}  // namespace

Answers shrunk(std::span<const Finding> findings, std::span<const FindingIndex> asked, Answers person,
    const std::function<bool(const Answers&)>& still_so)
{
    return Shrinking(findings, std::move(person), still_so).person(asked);
}

std::string in_words(const Finding& finding, const Answer& answer)
{
    const bool is_known = answer.state == Answer::State::given;
    if (is_known && finding.id == "age-years")
        return age_in_words(answer.value);
    if (is_known && finding.kind == Finding::Kind::choice && finding.id == "sex")
        return std::string(finding.choices[static_cast<std::size_t>(answer.value)].text.in(Language::nb));
    if (finding.kind == Finding::Kind::yes_no)
        return fmt::format("{}: {}", finding.present.in(Language::nb),
            is_known ? (answer == answered_yes ? "ja" : "nei") : "vet ikke");
    if (is_known)
        return statement(finding, answer, Language::nb, Speaks::to_person);
    return fmt::format("{}: vet ikke", finding.id);
}

std::string in_words(std::span<const Finding> findings, std::span<const FindingIndex> asked, const Answers& person)
{
    std::string who, text;
    for (const auto index : asked) {
        const auto& finding = findings[index];
        if (person[index] == unlisted(finding))
            continue;
        const bool is_about = finding.id == "age-years" || finding.id == "sex";
        auto& place = is_about ? who : text;
        place += (place.empty() ? "" : is_about ? ", " : "; ") + in_words(finding, person[index]);
    }
    if (who.empty())
        who = "alder ikke kjent";
    return who + (text.empty() ? "" : "; " + text) + "; ellers nei";
}

std::string as_given(std::span<const Finding> findings, std::span<const FindingIndex> asked, const Answers& person)
{
    std::string text;
    for (const auto index : asked) {
        const auto& finding = findings[index];
        const auto& answer = person[index];
        if (answer == unlisted(finding))
            continue;
        std::string value = "unknown";
        if (answer.state == Answer::State::given && finding.kind == Finding::Kind::yes_no)
            value = answer == answered_yes ? "yes" : "no";
        else if (answer.state == Answer::State::given && finding.kind == Finding::Kind::choice)
            value = finding.choices[static_cast<std::size_t>(answer.value)].id;
        else if (answer.state == Answer::State::given)
            value = finding.id == "age-years" ? age_as_given(answer.value) : from_millionths(answer.value);
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", finding.id, value);
    }
    return "{" + text + "}";
}

}  // namespace helselos::triage::proof
