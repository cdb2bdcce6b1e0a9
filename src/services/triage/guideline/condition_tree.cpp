#include "services/triage/guideline/condition_tree.h"

#include "services/triage/condition_text.h"
#include "services/triage/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace helselos::triage {

namespace {

using json::Draft;
using Words = std::array<std::string_view, whole_languages.size()>;  // Bokmål, nynorsk, English.

Words comparison_words(Step::Act act)
{
    switch (act) {
    case Step::Act::is_less: return {"under", "under", "under"};
    case Step::Act::is_at_most: return {"høyst", "høgst", "at most"};
    case Step::Act::is_more: return {"over", "over", "over"};
    default: return {"minst", "minst", "at least"};
    }
}

std::string_view sign_of(Step::Act act)
{
    switch (act) {
    case Step::Act::is_less: return "<";
    case Step::Act::is_at_most: return "<=";
    case Step::Act::is_more: return ">";
    default: return ">=";
    }
}

// The units in which an age may be written, and "year" for one without; one, then many.
struct AgeUnit {
    std::string_view written;
    Words single;
    Words many;
};

constexpr std::array age_units{
    AgeUnit{"months", {"måned", "månad", "month"}, {"måneder", "månader", "months"}},
    AgeUnit{"weeks", {"uke", "veke", "week"}, {"uker", "veker", "weeks"}},
    AgeUnit{"days", {"dag", "dag", "day"}, {"dager", "dagar", "days"}},
    AgeUnit{"", {"år", "år", "year"}, {"år", "år", "years"}},
};

// "3 months" in each language.
std::string age_in(std::string_view written, std::size_t language)
{
    const auto space = written.find(' ');
    const auto number = written.substr(0, space);
    const auto unit = space == std::string_view::npos ? std::string_view() : written.substr(space + 1);
    for (const auto& each : age_units)
        if (each.written == unit)
            return fmt::format("{} {}", number, (number == "1" ? each.single : each.many)[language]);
    return std::string(written);
}

std::string number_in(const Finding& finding, const Step& step, std::size_t language)
{
    auto number = number_text(finding, step.number);
    if (finding.id == "age-years")
        return age_in(number, language);
    if (whole_languages[language] != Language::en)
        std::ranges::replace(number, '.', ',');
    return number;
}

// "Alder: {value} år" with "under 3 måneder": the statement names the unit of a number; an age brings its own.
std::string put_into(std::string text, const std::string& value, bool with_unit)
{
    constexpr std::string_view place = "{value}";
    const auto at = text.find(place);
    if (at == std::string::npos)
        return fmt::format("{} {}", text, value);
    return text.replace(at, with_unit ? std::string::npos : place.size(), value);
}

std::string chosen_in(const Finding& finding, const Step& step, std::size_t language)
{
    constexpr Words between{" eller ", " eller ", " or "};
    std::string chosen;
    for (std::size_t i = 0; i < finding.choices.size(); ++i)
        if (((step.choices >> i) & 1U) != 0) {
            chosen += chosen.empty() ? std::string_view() : between[language];
            chosen += finding.choices[i].text.in(whole_languages[language]);
        }
    return chosen;
}

// The statement of a number or a choice, with the comparison where the value stands.
Draft compared(const Finding& finding, const Step& step)
{
    auto texts = json::object({});
    for (std::size_t i = 0; i < whole_languages.size(); ++i) {
        const auto value = step.act == Step::Act::is_one_of
            ? chosen_in(finding, step, i)
            : fmt::format("{} {}", comparison_words(step.act)[i], number_in(finding, step, i));
        auto text = put_into(std::string(finding.present.in(whole_languages[i])), value, finding.id == "age-years");
        texts.set(std::string(code_of(whole_languages[i])), std::move(text));
    }
    return texts;
}

std::string is_of(const Finding& finding, const Step& step)
{
    if (step.act == Step::Act::is_yes)
        return "yes";
    if (step.act != Step::Act::is_one_of)
        return fmt::format("{} {}", sign_of(step.act), number_text(finding, step.number));
    std::string chosen;
    for (std::size_t i = 0; i < finding.choices.size(); ++i)
        if (((step.choices >> i) & 1U) != 0)
            chosen += (chosen.empty() ? "" : " or ") + finding.choices[i].id;
    return chosen;
}

Draft leaf_of(const Content& content, const Step& step)
{
    const auto& finding = content.findings[step.finding];
    auto leaf = json::object({{"finding", finding.id}, {"is", is_of(finding, step)},
        {"text", step.act == Step::Act::is_yes ? in_languages(finding.present) : compared(finding, step)}});
    if (step.unknown != Step::Unknown::stays)
        leaf.set("unknownCountsAs", step.unknown == Step::Unknown::counts_as_true);
    if (step.from_gate)
        leaf.set("fromGate", true);
    return leaf;
}

Draft count_of(const Step& step, Draft operands)
{
    if (step.operands == 0)
        return json::object({{"op", "always"}});
    if (step.needed == step.operands)
        return json::object({{"op", "all"}, {"operands", std::move(operands)}});
    if (step.needed == 1)
        return json::object({{"op", "any"}, {"operands", std::move(operands)}});
    return json::object({{"op", "at-least"}, {"needed", step.needed}, {"operands", std::move(operands)}});
}

}  // namespace

Draft in_languages(const Wording& wording)
{
    auto texts = json::object({});
    for (std::size_t i = 0; i < languages_count; ++i) {
        const auto language = static_cast<Language>(i);
        const std::string code(code_of(language));
        if (const auto text = wording.written(language); !text.empty())
            texts.set(code, text);
        if (const auto text = wording.written(language, Speaks::about_child); !text.empty())
            texts.set(code + "-child", text);
    }
    return json::unless_empty(std::move(texts));
}

Draft condition_tree(const Content& content, const Condition& condition)
{
    std::vector<Draft> waiting;
    for (const auto& step : condition) {
        if (step.is_leaf()) {
            waiting.push_back(leaf_of(content, step));
            continue;
        }
        auto operands = json::array();
        const auto first = waiting.end() - (step.act == Step::Act::negate ? 1 : step.operands);
        for (auto operand = first; operand != waiting.end(); ++operand)
            operands.push(std::move(*operand));
        waiting.erase(first, waiting.end());
        waiting.push_back(step.act == Step::Act::negate
                ? json::object({{"op", "not"}, {"operands", std::move(operands)}})
                : count_of(step, std::move(operands)));
    }
    return waiting.empty() ? json::object({{"op", "always"}}) : std::move(waiting.back());
}

}  // namespace helselos::triage
