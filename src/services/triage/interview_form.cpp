#include "services/triage/interview_form.h"

#include "services/triage/addresses.h"
#include "services/triage/decimal.h"

#include <fmt/format.h>

namespace helselos::triage {

namespace {

using json::Draft;

struct FixedAnswer {
    std::string_view code;
    std::array<std::string_view, languages_count> text;  // As in Language.
};

constexpr FixedAnswer fixed_yes{"yes", {"Ja", "Ja", "Yes", "Juo"}};
constexpr FixedAnswer fixed_no{"no", {"Nei", "Nei", "No", "Ii"}};
constexpr FixedAnswer fixed_unknown{"unknown", {"Vet ikke", "Veit ikkje", "Don't know", "In dieđe"}};

Draft coding_of(const FixedAnswer& answer, Language language)
{
    return coding(answer_system, answer.code, answer.text[static_cast<std::size_t>(language)]);
}

Draft coding_of(const Choice& choice, Language language, Speaks speaks)
{
    return coding(answer_system, choice.id, choice.text.in(language, speaks));
}

// An interview has hundreds of values: each is moved into its place, where a list in braces
// would copy it at every level.
Draft made(std::string key, Draft value)
{
    auto object = Draft::make(json::Type::object);
    object.set(std::move(key), std::move(value));
    return object;
}

Draft option(Draft value)
{
    return made("valueCoding", std::move(value));
}

Draft options_of(const Finding& finding, Language language, Speaks speaks)
{
    auto options = json::array();
    if (finding.kind == Finding::Kind::number)
        return json::absent;
    if (finding.kind == Finding::Kind::yes_no) {
        options.push(option(coding_of(fixed_yes, language)));
        options.push(option(coding_of(fixed_no, language)));
    }
    for (const auto& choice : finding.choices)
        options.push(option(coding_of(choice, language, speaks)));
    options.push(option(coding_of(fixed_unknown, language)));
    return options;
}

Draft core_extension(std::string_view name, std::string_view member, Draft value)
{
    return json::object({{"url", "http://hl7.org/fhir/StructureDefinition/" + std::string(name)},
        {std::string(member), std::move(value)}});
}

void add_number_extensions(Draft& extensions, const Finding& finding, Language language)
{
    if (finding.kind != Finding::Kind::number)
        return;
    extensions.push(extension("may-be-unknown", "valueBoolean", true));
    const auto member = item_type(finding) == "integer" ? "valueInteger" : "valueDecimal";
    extensions.push(core_extension("minValue", member, Draft::number(from_millionths(finding.min))));
    extensions.push(core_extension("maxValue", member, Draft::number(from_millionths(finding.max))));
    if (member == std::string_view("valueDecimal"))
        extensions.push(core_extension("maxDecimalPlaces", "valueInteger", finding.decimals));
    if (!finding.unit.empty())
        extensions.push(core_extension("questionnaire-unitOption", "valueCoding",
            coding(ucum_system, finding.unit, finding.unit_label.in(language))));
}

Draft number_value(const Finding& finding, const Answer& answer, Language language)
{
    auto number = Draft::number(from_millionths(answer.value));
    if (item_type(finding) != "quantity")
        return made(item_type(finding) == "integer" ? "valueInteger" : "valueDecimal", std::move(number));
    auto quantity = made("value", std::move(number));
    quantity.set("unit", finding.unit_label.in(language));
    quantity.set("system", ucum_system);
    quantity.set("code", finding.unit);
    return made("valueQuantity", std::move(quantity));
}

// A value of the question's type that is none, and says why: the person was asked, and does not know
// (http://hl7.org/fhir/R4/extension-data-absent-reason.html).
Draft unknown_number(const Finding& finding)
{
    auto why = made(
        "extension", json::array({core_extension("data-absent-reason", "valueCode", std::string(asked_unknown))}));
    if (item_type(finding) == "quantity")
        return made("valueQuantity", std::move(why));
    return made(item_type(finding) == "integer" ? "_valueInteger" : "_valueDecimal", std::move(why));
}

// Its place among the options: yes and no, or the choices, and "don't know" last.
std::size_t option_index(json::Value options, const Finding& finding, const Answer& answer)
{
    if (answer.state == Answer::State::unknown)
        return options.size() - 1;
    if (finding.kind == Finding::Kind::yes_no)
        return answer == answered_yes ? 0 : 1;
    return static_cast<std::size_t>(answer.value);
}

Draft answer_value(json::Value question, const Finding& finding, const Answer& answer, Language language)
{
    const auto options = question["answerOption"];
    if (options.exists())
        return Draft::lent(options.at(option_index(options, finding, answer)));
    if (answer.state == Answer::State::unknown)
        return unknown_number(finding);
    return number_value(finding, answer, language);
}

std::string value_text(const Finding& finding, const Answer& answer, Language language, Speaks speaks)
{
    if (finding.kind == Finding::Kind::choice)
        return std::string(finding.choices[static_cast<std::size_t>(answer.value)].text.in(language, speaks));
    auto text = from_millionths(answer.value);
    if (const auto point = text.find('.'); language != Language::en && point != std::string::npos)
        text[point] = ',';
    return text;
}

}  // namespace

std::string_view item_type(const Finding& finding)
{
    if (finding.kind != Finding::Kind::number)
        return "choice";
    if (!finding.unit.empty())
        return "quantity";
    return finding.decimals == 0 ? "integer" : "decimal";
}

std::string questionnaire_version(const Content& content, const Protocol& protocol)
{
    return fmt::format("{}+{}", protocol.version, content.fingerprint);
}

Draft question_item(const Finding& finding, Language language, Speaks speaks)
{
    auto extensions = json::array();
    if (const auto help = finding.help.in(language, speaks); !help.empty())
        extensions.push(extension("help", "valueMarkdown", help));
    if (finding.red_flag)
        extensions.push(extension("red-flag", "valueBoolean", true));
    add_number_extensions(extensions, finding, language);
    auto codes = json::array();
    for (const auto& code : finding.codings)
        codes.push(json::object({{"system", code.system}, {"code", code.code}}));
    auto item = Draft::make(json::Type::object);
    item.set("extension", json::unless_empty(std::move(extensions)));
    item.set("linkId", finding.id);
    item.set("code", json::unless_empty(std::move(codes)));
    item.set("text", finding.question.in(language, speaks));
    item.set("type", item_type(finding));
    // A measurement may be left empty: not everybody can make it.
    item.set("required", !(finding.unknown_passes && finding.kind == Finding::Kind::number));
    item.set("answerOption", options_of(finding, language, speaks));
    return item;
}

Draft group_item(const Group& group, Language language, Speaks speaks)
{
    return json::object({{"linkId", group.id}, {"text", group.title.in(language, speaks)}, {"type", "group"}});
}

Draft response_item(json::Value question, const Finding& finding, const Answer& answer, Language language)
{
    auto item = made("linkId", Draft::lent(question["linkId"]));
    item.set("text", Draft::lent(question["text"]));
    if (answer.state == Answer::State::open)
        return item;
    auto answers = json::array();
    answers.push(answer_value(question, finding, answer, language));
    item.set("answer", std::move(answers));
    return item;
}

Draft extension(std::string_view name, std::string_view member, Draft value)
{
    auto object = made("url", std::string(extension_address) + std::string(name));
    object.set(std::string(member), std::move(value));
    return object;
}

Draft coding(std::string_view system, std::string_view code, std::string_view display)
{
    auto object = made("system", system);
    object.set("code", code);
    object.set("display", display);
    return object;
}

std::string statement(const Finding& finding, const Answer& answer, Language language, Speaks speaks)
{
    if (answer.state == Answer::State::open)
        return {};
    if (answer.state == Answer::State::unknown)
        return std::string(finding.question.in(language, speaks));
    if (finding.kind == Finding::Kind::yes_no)
        return std::string((answer == answered_yes ? finding.present : finding.absent).in(language, speaks));
    return with_value(finding.present.in(language, speaks), value_text(finding, answer, language, speaks));
}

}  // namespace helselos::triage
