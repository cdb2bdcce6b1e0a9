#include "fhir/questionnaire/answer_rules.h"

#include "base/text.h"
#include "fhir/questionnaire/enabled.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <utility>

namespace helselos::fhir::questionnaire {

namespace {

using terminology::Membership;

// http://hl7.org/fhir/R4/valueset-item-type.html, with the type of an answer to it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> answer_types{{
    {"boolean", "Boolean"},
    {"decimal", "Decimal"},
    {"integer", "Integer"},
    {"date", "Date"},
    {"dateTime", "DateTime"},
    {"time", "Time"},
    {"string", "String"},
    {"text", "String"},
    {"url", "Uri"},
    {"choice", "Coding"},
    {"open-choice", "Coding"},
    {"attachment", "Attachment"},
    {"reference", "Reference"},
    {"quantity", "Quantity"},
}};

std::string_view type_of_answer(std::string_view question_type)
{
    const auto* found
        = std::ranges::find(answer_types, question_type, &std::pair<std::string_view, std::string_view>::first);
    return found == answer_types.end() ? std::string_view() : found->second;
}

std::size_t letters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<std::size_t> whole(json::Value number)
{
    const auto parsed = number.is_number() ? to_unsigned(number.text()) : std::nullopt;
    return parsed ? std::optional<std::size_t>(*parsed) : std::nullopt;
}

// Digits after the decimal point as written; those with an exponent are counted by value.
std::size_t decimals(std::string_view number)
{
    const auto parsed = json::Decimal::parse(number);
    return parsed && parsed->scale() > 0 ? static_cast<std::size_t>(parsed->scale()) : 0;
}

bool is_unit(json::Value quantity, json::Value unit)
{
    return is_same_coding(quantity, unit) && !quantity["code"].text().empty();
}

bool is_text(const TypedValue& value)
{
    return value.suffix == "String" || value.suffix == "Uri";
}

}  // namespace

struct AnswerRules::Pattern {
    RE2 expression;
};

AnswerRules::AnswerRules(
    const Form& form, const Grounds& grounds, Conditions& conditions, Evaluation& evaluation, Report& report)
    : m_form(form), m_grounds(grounds), m_conditions(conditions), m_evaluation(evaluation), m_report(report)
{}

AnswerRules::~AnswerRules() = default;

const AnswerRules::Pattern& AnswerRules::compiled(std::string_view pattern)
{
    auto& known = m_patterns[pattern];
    if (known == nullptr) {
        RE2::Options options(RE2::Quiet);
        options.set_max_mem(1 << 20);
        known.reset(new Pattern{RE2(pattern, options)});
    }
    return *known;
}

Membership AnswerRules::member(std::string_view set, json::Value coding)
{
    const auto code = coding["code"].text();
    if (code.empty())
        return Membership::outside;
    if (!m_grounds.member_of || !m_conditions.visit(limits::form_member_visits))
        return Membership::unknown;
    const auto within = set.front() == '#' ? contained(set.substr(1)) : json::Value();
    return m_grounds.member_of(within, set, coding["system"].text(), code);
}

json::Value AnswerRules::contained(std::string_view id) const
{
    for (const auto resource : m_form.json()["contained"].elements())
        if (resource["id"].text() == id)
            return resource;
    return {};
}

bool AnswerRules::has_options(const Answer& answer) const
{
    return answer.question["answerOption"].size() > 0;
}

// A choice may be of anything its options are of.
bool AnswerRules::is_of_type(const Answer& answer) const
{
    const auto suffix = answer.given.suffix;
    if (suffix == type_of_answer(answer.type) || (answer.type == "open-choice" && suffix == "String"))
        return true;
    if (answer.type != "choice" && answer.type != "open-choice")
        return false;
    return any_of(
        answer.question["answerOption"], [&](json::Value option) { return value_of(option).suffix == suffix; });
}

bool AnswerRules::is_same(const TypedValue& left, const TypedValue& right)
{
    if (!m_conditions.visit())
        return false;
    if (left.suffix == "Coding" || right.suffix == "Coding")
        return left.suffix == right.suffix && is_same_coding(left.value, right.value);
    if (left.suffix == "Reference" && right.suffix == "Reference")
        return left.value["reference"].text() == right.value["reference"].text();
    return m_evaluation
        .compare(item_of(left, m_evaluation.definitions()), "=", item_of(right, m_evaluation.definitions()))
        .value_or(false);
}

void AnswerRules::judge_options(const Answer& answer)
{
    for (const auto option : answer.question["answerOption"].elements())
        if (is_same(answer.given, value_of(option)))
            return;
    if (answer.type != "open-choice")
        return m_report.error("code-invalid", answer.path, "the answer is not one of those offered");
    if (answer.given.suffix == "Coding")
        m_report.warning(
            "code-invalid", answer.path, "the code is not one of those offered: an answer of one's own is a string");
}

void AnswerRules::judge_value_set(const Answer& answer)
{
    const auto set = answer.question["answerValueSet"].text();
    if (set.empty() || answer.given.suffix != "Coding")
        return;
    const auto member = this->member(set, answer.given.value);
    if (member == Membership::unknown)
        m_report.warning(
            "not-supported", answer.path, "whether the code is in the value set of the question could not be decided");
    else if (member == Membership::outside && answer.type != "open-choice")
        m_report.error("code-invalid", answer.path, "the code is not in the value set of the question");
    else if (member == Membership::outside)
        m_report.warning("code-invalid", answer.path,
            "the code is not in the value set of the question: an answer of one's own is a string");
}

void AnswerRules::judge_bound(const Answer& answer, std::string_view name, std::string_view comparison)
{
    const auto bound = value_of(extension(answer.question, name));
    if (!bound.exists())
        return;
    if (!bound.value.exists())
        return m_report.warning("not-supported", answer.path, fmt::format("{} has no fixed value: not checked", name));
    const auto holds = m_evaluation.compare(
        item_of(answer.given, m_evaluation.definitions()), comparison, item_of(bound, m_evaluation.definitions()));
    if (!holds)
        m_report.warning("not-supported", answer.path, fmt::format("{} could not be compared with the answer", name));
    else if (!*holds)
        m_report.error("value", answer.path,
            fmt::format(
                "the answer has to be {} {} ({})", comparison, item_of(bound, m_grounds.definitions).text(), name));
}

void AnswerRules::judge_bounds(const Answer& answer)
{
    judge_bound(answer, "minValue", ">=");
    judge_bound(answer, "maxValue", "<=");
    judge_bound(answer, "sdc-questionnaire-minQuantity", ">=");
    judge_bound(answer, "sdc-questionnaire-maxQuantity", "<=");
}

void AnswerRules::judge_pattern(const Answer& answer)
{
    const auto pattern = extension_value(answer.question, "regex", "valueString").text();
    if (pattern.empty() || answer.given.value.is_object())
        return;
    if (pattern.size() > limits::form_pattern_bytes_max)
        return m_report.warning("not-supported", answer.path, "the pattern of the question is too long to be checked");
    const auto& expression = compiled(pattern).expression;
    if (!expression.ok())
        return m_report.warning("not-supported", answer.path, "the pattern of the question cannot be checked here");
    if (!RE2::FullMatch(answer.given.value.text(), expression))
        m_report.error("value", answer.path, "the answer is not of the form the question demands");
}

void AnswerRules::judge_text(const Answer& answer)
{
    judge_pattern(answer);
    if (!is_text(answer.given))
        return;
    const auto size = letters(answer.given.value.text());
    if (const auto longest = whole(answer.question["maxLength"]); longest && size > *longest)
        m_report.error("too-long", answer.path, fmt::format("the answer may have {} letters at most", *longest));
    if (const auto least = whole(extension_value(answer.question, "minLength", "valueInteger")); least && size < *least)
        m_report.error("value", answer.path, fmt::format("the answer needs {} letters at least", *least));
}

void AnswerRules::judge_decimals(const Answer& answer)
{
    const auto most = whole(extension_value(answer.question, "maxDecimalPlaces", "valueInteger"));
    const auto number = answer.given.suffix == "Quantity" ? answer.given.value["value"] : answer.given.value;
    if (most && number.is_number() && decimals(number.text()) > *most)
        m_report.error("value", answer.path, fmt::format("the answer may have {} decimal places at most", *most));
}

void AnswerRules::judge_unit(const Answer& answer)
{
    if (answer.given.suffix != "Quantity")
        return;
    auto units = extensions(answer.question, "questionnaire-unitOption");
    if (const auto only = extension(answer.question, "questionnaire-unit"); only.exists())
        units.push_back(only);
    const auto set = value_of(extension(answer.question, "questionnaire-unitValueSet")).value.text();
    const auto& quantity = answer.given.value;
    if (std::ranges::any_of(units, [&](json::Value unit) { return is_unit(quantity, unit["valueCoding"]); }))
        return;
    if (set.empty() && !units.empty())
        return m_report.error("value", answer.path, "the unit is not one of those the question takes");
    if (set.empty())
        return;
    const auto member = this->member(set, quantity);
    if (member == Membership::outside)
        m_report.error("value", answer.path, "the unit is not one of those the question takes");
    if (member == Membership::unknown)
        m_report.warning("not-supported", answer.path, "whether the question takes the unit could not be decided");
}

// A person may not know: where the question says so, a value of its type tells that instead of being one.
void AnswerRules::judge_unknown(const Answer& answer)
{
    const auto reason = reason_of_absence(answer.given);
    if (!any_of(answer.question["extension"], [](json::Value each) {
            return each["url"].text() == address::may_be_unknown && each["valueBoolean"].truth();
        }))
        return m_report.error("required", answer.path, "the question takes no answer without a value");
    if (reason != "asked-unknown" && reason != "unknown")
        m_report.error(
            "value", answer.path, "of the reasons to have no value the question takes only that it is unknown");
}

void AnswerRules::judge_answer(const Answer& answer)
{
    if (!m_conditions.visit(1 + answer.question["extension"].size()))
        return;
    if (!answer.given.exists())
        return m_report.error("required", answer.path, "an answer needs a value");
    if (!is_of_type(answer))
        return m_report.error(
            "value", answer.path, fmt::format("the question is of type {}: the answer is of another", answer.type));
    if (!reason_of_absence(answer.given).empty())
        return judge_unknown(answer);
    if (!answer.given.value.exists())
        return m_report.error("required", answer.path, "an answer needs a value");
    if (has_options(answer))
        judge_options(answer);
    judge_value_set(answer);
    judge_bounds(answer);
    judge_text(answer);
    judge_decimals(answer);
    judge_unit(answer);
}

void AnswerRules::judge_exclusive(json::Value question, json::Value item, const std::string& path)
{
    if (item["answer"].size() < 2)
        return;
    for (const auto option : question["answerOption"].elements()) {
        if (!extension_value(option, "questionnaire-optionExclusive", "valueBoolean").truth())
            continue;
        for (const auto answer : item["answer"].elements())
            if (is_same(value_of(answer), value_of(option)))
                m_report.error("value", path + ".answer", "an answer that excludes all others stands beside others");
    }
}

void AnswerRules::judge(const FormItem& question, json::Value item, const std::string& path)
{
    if (type_of_answer(question.type).empty())
        return m_report.warning("not-supported", path, "the question is of a type that is not known here");
    std::size_t index = 0;
    for (const auto answer : item["answer"].elements()) {
        const auto here = fmt::format("{}.answer[{}].value", path, index++);
        judge_answer({question.json, question.type, value_of(answer), here});
    }
    judge_exclusive(question.json, item, path);
    if (item["answer"].size() == 0)
        return;
    for (const auto* name : {"sdc-questionnaire-answerExpression", "sdc-questionnaire-answerOptionsToggleExpression",
             "questionnaire-referenceResource", "questionnaire-referenceProfile", "maxSize", "mimeType"})
        if (extension(question.json, name).exists())
            m_report.information("not-supported", path, fmt::format("{} is not checked", name));
}

bool AnswerRules::is_answered_by(json::Value item, const path::Collection& wanted)
{
    if (wanted.size() != item["answer"].size())
        return false;
    std::size_t place = 0;
    for (const auto answer : item["answer"].elements()) {
        const auto given = value_of(answer);
        const auto& want = wanted[place++];
        if (given.suffix == "Coding" && want.json().is_object()) {
            if (!is_same_coding(given.value, want.json()))
                return false;
            continue;
        }
        // Equivalent: 4.20 is 4.2, and what was computed to more digits is rounded.
        if (!m_evaluation.compare(item_of(given, m_evaluation.definitions()), "~", want).value_or(false))
            return false;
    }
    return true;
}

void AnswerRules::judge_source(const FormItem& question, json::Value item, const std::string& path)
{
    const bool is_read_only = question.json["readOnly"].truth();
    const auto expression = expression_of(extension(question.json, "sdc-questionnaire-calculatedExpression"));
    if (expression.exists() && item["answer"].size() == 0 && !is_whole(m_evaluation.response().json()))
        return;
    if (expression.exists()) {
        const auto focus = m_evaluation.element(item, "QuestionnaireResponse.item");
        const auto wanted = expression.is_fhirpath()
            ? m_evaluation.evaluate(expression.text, focus)
            : Result<path::Collection>(Error{Kind::unsupported, "its language is not text/fhirpath"});
        if (!wanted)
            return m_report.undecided(wanted.error(), path, "calculatedExpression");
        if (!is_answered_by(item, *wanted))
            m_report.add(is_read_only ? Severity::error : Severity::warning, "value", path + ".answer",
                "the answer is not what calculatedExpression yields");
        return;
    }
    if (!is_read_only || item["answer"].size() == 0
        || extension(question.json, "sdc-questionnaire-initialExpression").exists())
        return;
    const auto initial = question.json["initial"];
    if (initial.size() == 0)
        return m_report.warning(
            "business-rule", path, "the question is read-only: nothing tells where its answer is from");
    bool is_initial = initial.size() == item["answer"].size();
    for (std::size_t i = 0; is_initial && i < initial.size(); ++i)
        is_initial = is_same(value_of(item["answer"].at(i)), value_of(initial.at(i)));
    if (!is_initial)
        m_report.error("business-rule", path + ".answer", "the question is read-only, and its answer was changed");
}

}  // namespace helselos::fhir::questionnaire
