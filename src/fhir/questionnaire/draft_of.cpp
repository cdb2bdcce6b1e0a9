#include "fhir/questionnaire/draft_of.h"

#include "fhir/questionnaire/enabled.h"
#include "fhir/questionnaire/extension.h"

namespace helselos::fhir::questionnaire {

namespace {

using json::Draft;
using path::Item;

Draft quantity_draft(const path::Quantity& quantity)
{
    auto draft = json::object({{"value", Draft::number(quantity.value.to_text())}});
    if (quantity.is_calendar || quantity.unit.empty())
        return draft.set("unit", quantity.unit.empty() ? Draft() : Draft(quantity.unit));
    draft.set("unit", quantity.unit);
    draft.set("system", "http://unitsofmeasure.org");
    return draft.set("code", quantity.unit);
}

bool is_object_of(const Item& item, std::string_view type)
{
    return item.json().is_object() && item.type() != nullptr && item.type()->is_a(type);
}

Draft quantity_of(const Item& item, json::Value question)
{
    if (is_object_of(item, "Quantity"))
        return item.json();
    if (item.kind() == Item::Kind::quantity)
        return quantity_draft(*item.quantity());
    const auto unit = extension_value(question, "questionnaire-unit", "valueCoding");
    const auto number = item.decimal();
    if (!number || !unit.exists())
        return {};
    return json::object({{"value", Draft::number(number->to_text())}, {"unit", unit["display"]},
        {"system", unit["system"]}, {"code", unit["code"]}});
}

// Of a CodeableConcept the coding that is offered, else the only one.
Draft coding_in(json::Value concept_value, json::Value question)
{
    const auto codings = concept_value["coding"];
    for (const auto coding : codings.elements())
        for (const auto option : question["answerOption"].elements())
            if (is_same_coding(coding, option["valueCoding"]))
                return coding;
    return codings.size() == 1 ? Draft(codings.at(0)) : Draft();
}

Draft coding_of(const Item& item, json::Value question)
{
    if (is_object_of(item, "Coding"))
        return item.json();
    if (is_object_of(item, "CodeableConcept"))
        return coding_in(item.json(), question);
    for (const auto option : question["answerOption"].elements())
        if (!item.text().empty() && option["valueCoding"]["code"].text() == item.text())
            return option["valueCoding"];
    return {};
}

NamedValue choice_of(const Item& item, json::Value question, bool is_open)
{
    if (auto coding = coding_of(item, question); coding.exists())
        return {"valueCoding", std::move(coding)};
    for (const auto option : question["answerOption"].elements())
        if (const auto value = value_of(option);
            value.value.exists() && value.value.text() == item.to_text() && !item.to_text().empty())
            return {"value" + std::string(value.suffix), value.value};
    if (is_open && item.is_primitive())
        return {"valueString", item.to_text()};
    return {};
}

Draft reference_of(const Item& item)
{
    if (is_object_of(item, "Reference"))
        return item.json();
    const auto id = item.json()["id"].text();
    if (!item.is_resource() || id.empty())
        return {};
    return json::object({{"reference", std::string(item.json()["resourceType"].text()) + "/" + std::string(id)}});
}

Draft date_of(const Item& item)
{
    constexpr std::size_t date_letters = 10;
    const auto text = item.to_text();
    return item.temporal() && text.find('T') != 0 ? Draft(text.substr(0, date_letters)) : Draft();
}

Draft number_of(const Item& item, bool is_whole)
{
    if (is_whole)
        return item.integer() ? Draft(*item.integer()) : Draft();
    const auto number = item.decimal();
    return number ? Draft::number(number->to_text()) : Draft();
}

Draft text_of(const Item& item)
{
    return item.is_primitive() && !item.to_text().empty() ? Draft(item.to_text()) : Draft();
}

Draft simple_answer(const Item& item, std::string_view type)
{
    if (type == "boolean")
        return item.boolean() ? Draft(*item.boolean()) : Draft();
    if (type == "integer" || type == "decimal")
        return number_of(item, type == "integer");
    if (type == "date")
        return date_of(item);
    if (type == "dateTime" || type == "time")
        return item.temporal() ? Draft(item.to_text()) : Draft();
    return text_of(item);
}

std::string_view member_of(std::string_view type)
{
    if (type == "boolean")
        return "valueBoolean";
    if (type == "integer")
        return "valueInteger";
    if (type == "decimal")
        return "valueDecimal";
    if (type == "date")
        return "valueDate";
    if (type == "dateTime")
        return "valueDateTime";
    if (type == "time")
        return "valueTime";
    return type == "url" ? "valueUri" : "valueString";
}

}  // namespace

Draft draft_of(const Item& item)
{
    switch (item.kind()) {
    case Item::Kind::element: return item.json();
    case Item::Kind::boolean: return item.boolean().value_or(false);
    case Item::Kind::integer:
    case Item::Kind::long_integer:
    case Item::Kind::decimal: return Draft::number(item.to_text());
    case Item::Kind::quantity: return quantity_draft(*item.quantity());
    case Item::Kind::string:
    case Item::Kind::date:
    case Item::Kind::date_time:
    case Item::Kind::time: return item.to_text();
    case Item::Kind::none:
    case Item::Kind::type_info: break;
    }
    return {};
}

NamedValue answer_of(const Item& item, json::Value question)
{
    const auto type = question["type"].text();
    if (type == "choice" || type == "open-choice")
        return choice_of(item, question, type == "open-choice");
    if (type == "quantity")
        return {"valueQuantity", quantity_of(item, question)};
    if (type == "reference")
        return {"valueReference", reference_of(item)};
    if (type == "attachment")
        return {"valueAttachment", is_object_of(item, "Attachment") ? Draft(item.json()) : Draft()};
    return {std::string(member_of(type)), simple_answer(item, type)};
}

}  // namespace helselos::fhir::questionnaire
