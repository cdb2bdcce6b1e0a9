// http://hl7.org/fhir/uv/sdc/STU3/extraction.html#observation-based-extraction, with the relations of STU 4.
#include "fhir/questionnaire/draft_of.h"
#include "fhir/questionnaire/extract_entries.h"

#include <fmt/format.h>

#include <optional>

namespace helselos::fhir::questionnaire {

namespace {

using json::Draft;

// What items below take over.
struct Sought {
    bool extracts = false;
    std::vector<json::Value> categories;
};

// An Observation while what is below it is looked through.
struct Parent {
    Draft observation;
    Draft components = json::array();
    Draft members = json::array();
    Draft derived_from;
    std::string full_url;
};

bool is_sought(json::Value code)
{
    return extension_value(code, "sdc-questionnaire-observationExtract", "valueBoolean").truth();
}

// Those of the codes that are marked, or all.
Draft code_of(json::Value item)
{
    const bool some = any_of(item["code"], is_sought);
    auto codings = json::array();
    for (const auto code : item["code"].elements()) {
        if (some && !is_sought(code))
            continue;
        codings.push(json::object({{"system", code["system"]}, {"version", code["version"]}, {"code", code["code"]},
            {"display", code["display"]}}));
    }
    if (codings.empty())
        return {};
    return json::object({{"coding", std::move(codings)}, {"text", item["text"]}});
}

// A plain number becomes a quantity in the question's unit; a bare integer may stay one.
NamedValue number_value(const TypedValue& given, json::Value question)
{
    const auto unit = extension_value(question, "questionnaire-unit", "valueCoding");
    if (!unit.exists() && given.suffix == "Integer")
        return {"valueInteger", given.value};
    auto quantity = json::object({{"value", given.value}});
    if (unit.exists()) {
        quantity.set("unit", unit["display"].exists() ? unit["display"] : unit["code"]);
        quantity.set("system", unit["system"]);
        quantity.set("code", unit["code"]);
    }
    return {"valueQuantity", std::move(quantity)};
}

// http://hl7.org/fhir/R4/observation.html has no decimal, date, uri or Coding as value.
NamedValue observed_value(const TypedValue& given, json::Value question)
{
    if (given.suffix == "Integer" || given.suffix == "Decimal")
        return number_value(given, question);
    if (given.suffix == "Coding")
        return {"valueCodeableConcept", json::object({{"coding", json::array({Draft(given.value)})}})};
    if (given.suffix == "String" && question["type"].text() == "open-choice")
        return {"valueCodeableConcept", json::object({{"text", given.value}})};
    if (given.suffix == "Date")
        return {"valueDateTime", given.value};
    if (given.suffix == "Uri")
        return {"valueString", given.value};
    for (const auto* as_it_is : {"Boolean", "String", "Quantity", "DateTime", "Time"})
        if (given.suffix == as_it_is)
            return {"value" + std::string(given.suffix), given.value};
    return {};
}

class Observations {
public:
    explicit Observations(Extracting& extracting) : m_to(extracting), m_response(extracting.asked.response) {}

    Result<void> walk(json::Value items, const Sought& above, Parent* parent, const std::string& path);
    Sought at(json::Value element, const Sought& above) const;
    void tell_what_lacks();

private:
    Result<void> item(json::Value item, const Sought& above, Parent* parent, const std::string& path);
    Result<void> group(const FormItem& group, json::Value item, const Sought& sought, const std::string& path);
    Result<void> answer(
        const FormItem& question, json::Value answer, const Sought& sought, Parent* parent, const std::string& path);
    Result<void> finish(Parent made, std::string_view relation, Parent* parent);
    Draft observation(const Sought& sought, Draft code) const;
    std::string_view relation_of(json::Value item) const;
    bool is_instant(std::string_view time) const { return time.find('T') != std::string_view::npos; }

    Extracting& m_to;
    json::Value m_response;
};

Sought Observations::at(json::Value element, const Sought& above) const
{
    Sought sought = above;
    const auto said = extension(element, "sdc-questionnaire-observationExtract");
    if (said.exists())
        sought.extracts = said["valueBoolean"].exists() ? said["valueBoolean"].truth() : said["valueCode"].exists();
    else if (any_of(element["code"], is_sought))
        sought.extracts = true;
    if (auto own = extensions(element, "sdc-questionnaire-observation-extract-category"); !own.empty())
        sought.categories = std::move(own);
    return sought;
}

std::string_view Observations::relation_of(json::Value item) const
{
    return extension_value(item, "sdc-questionnaire-observationExtract", "valueCode").text();
}

Draft Observations::observation(const Sought& sought, Draft code) const
{
    auto categories = json::array();
    for (const auto each : sought.categories)
        categories.push(each["valueCodeableConcept"]);
    const auto authored = m_response["authored"];
    const auto performer = m_response["author"].exists() ? m_response["author"] : m_response["source"];
    const bool is_device = performer["reference"].text().starts_with("Device/");
    return json::object({
        {"resourceType", "Observation"},
        {"status", m_response["status"].text() == "amended" ? "amended" : "final"},
        {"category", json::unless_empty(std::move(categories))},
        {"code", std::move(code)},
        {"subject", m_response["subject"]},
        {"encounter", m_response["encounter"]},
        {"effectiveDateTime", authored},
        {"issued", is_instant(authored.text()) ? Draft(authored) : Draft()},
        {"performer", performer.exists() && !is_device ? json::array({Draft(performer)}) : Draft()},
    });
}

Result<void> Observations::finish(Parent made, std::string_view relation, Parent* parent)
{
    auto derived = json::array();
    if (const auto id = m_response["id"].text(); !id.empty())
        derived.push(json::object({{"reference", "QuestionnaireResponse/" + std::string(id)}}));
    const auto to_parent = [&] { return json::object({{"reference", parent->full_url}}); };
    if (parent != nullptr && relation == "derived")
        derived.push(to_parent());
    if (parent != nullptr && relation == "member")
        parent->members.push(json::object({{"reference", made.full_url}}));
    made.observation.set("hasMember", json::unless_empty(std::move(made.members)));
    made.observation.set("derivedFrom", json::unless_empty(std::move(derived)));
    made.observation.set("component", json::unless_empty(std::move(made.components)));
    return m_to.add_new(std::move(made.full_url), "Observation", std::move(made.observation));
}

// A group is an Observation of its own when something below it is a part of it.
Result<void> Observations::group(const FormItem& group, json::Value item, const Sought& sought, const std::string& path)
{
    auto code = extension(group.json, "sdc-questionnaire-observationExtract").exists() ? code_of(group.json) : Draft();
    if (!code.exists())
        return walk(item["item"], sought, nullptr, path);
    Parent panel{observation(sought, std::move(code)), json::array(), json::array(), {}, m_to.new_full_url()};
    TRY(walk(item["item"], sought, &panel, path));
    if (panel.components.empty() && panel.members.empty())
        return {};
    return finish(std::move(panel), relation_of(group.json), nullptr);
}

Result<void> Observations::answer(
    const FormItem& question, json::Value answer, const Sought& sought, Parent* parent, const std::string& path)
{
    const auto given = value_of(answer);
    if (!reason_of_absence(given).empty()) {
        m_to.report.information("informational", path, "the answer has no value: nothing is made of it");
        return walk(answer["item"], sought, parent, path);
    }
    auto code = code_of(question.json);
    auto [member, value] = observed_value(given, question.json);
    if (!code.exists() || !value.exists()) {
        m_to.report.warning("not-supported", path,
            code.exists() ? "an Observation has no value of this type: the answer is left out"
                          : "the question has no code: its answer is left out");
        return walk(answer["item"], sought, parent, path);
    }
    const auto relation = relation_of(question.json);
    if (relation == "component" && parent != nullptr) {
        auto component = json::object({{"code", std::move(code)}});
        parent->components.push(std::move(component.set(std::move(member), std::move(value))));
        return walk(answer["item"], sought, parent, path);
    }
    Parent made{observation(sought, std::move(code)), json::array(), json::array(), {}, m_to.new_full_url()};
    made.observation.set(std::move(member), std::move(value));
    TRY(walk(answer["item"], sought, &made, path));
    return finish(std::move(made), relation, parent);
}

Result<void> Observations::item(json::Value item, const Sought& above, Parent* parent, const std::string& path)
{
    const auto place = m_to.form.find(item["linkId"].text());
    if (place == FormItem::none)
        return {};
    const auto& asked = m_to.form.at(place);
    const auto sought = at(asked.json, above);
    if (asked.is_group())
        return sought.extracts ? group(asked, item, sought, path) : walk(item["item"], sought, nullptr, path);
    std::size_t index = 0;
    for (const auto each : item["answer"].elements()) {
        const auto here = fmt::format("{}.answer[{}]", path, index++);
        if (sought.extracts)
            TRY(answer(asked, each, sought, parent, here));
        else
            TRY(walk(each["item"], sought, nullptr, here));
    }
    return {};
}

Result<void> Observations::walk(json::Value items, const Sought& above, Parent* parent, const std::string& path)
{
    std::size_t index = 0;
    for (const auto each : items.elements())
        TRY(item(each, above, parent, fmt::format("{}.item[{}]", path, index++)));
    return {};
}

void Observations::tell_what_lacks()
{
    for (const auto* name : {"subject", "authored", "id"})
        if (!m_response[name].exists())
            m_to.report.warning("incomplete", "QuestionnaireResponse",
                fmt::format("the response has no {}: the Observations lack what it would tell", name));
}

}  // namespace

Result<void> extract_observations(Extracting& extracting)
{
    Observations observations(extracting);
    const auto before = extracting.entries.elements().size();
    TRY(observations.walk(extracting.asked.response["item"], observations.at(extracting.form.json(), {}), nullptr,
        "QuestionnaireResponse"));
    if (extracting.entries.elements().size() > before)
        observations.tell_what_lacks();
    return {};
}

}  // namespace helselos::fhir::questionnaire
