#include "fhir/path/evaluate_operation.h"

#include "base/text.h"
#include "fhir/path/check.h"
#include "fhir/path/path.h"
#include "json/write.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos::fhir::path {

namespace {

constexpr std::string_view json_value_url = "http://fhir.forms-lab.com/StructureDefinition/json-value";
constexpr const char* evaluator_name = "Helselos";

json::Value parameter(json::Value parameters, std::string_view name)
{
    for (const auto one : parameters["parameter"].elements())
        if (one["name"].text() == name)
            return one;
    return {};
}

std::string capitalized(std::string_view text)
{
    std::string result(text);
    if (!result.empty() && is_lower(result.front()))
        result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

json::Draft with_json_text(json::Draft part, std::string text)
{
    return std::move(part.set(
        "extension", json::array({json::object({{"url", json_value_url}, {"valueString", std::move(text)}})})));
}

bool can_be_value(std::string_view name, const Definitions& definitions)
{
    const auto* type = definitions.type("Parameters.parameter");
    return type != nullptr && type->json_element(name).has_value();
}

json::Draft element_part(const Item& item, const Definitions& definitions)
{
    const auto type = item.type_name();
    json::Draft part = json::object({{"name", type.empty() ? std::string_view("element") : type}});
    if (item.is_resource())
        return std::move(part.set("resource", json::Draft(item.json())));
    // xhtml has no value[x] of its own.
    const auto name = type == "xhtml" ? std::string("valueString") : "value" + capitalized(type);
    const auto value = item.json();
    if (!can_be_value(name, definitions) || (value.is_string() && value.text().empty()))
        return with_json_text(std::move(part), json::to_text(value));
    if (value.exists())
        part.set(name, json::Draft(value));
    if (item.extension().exists())
        part.set("_" + name, json::Draft(item.extension()));
    return part;
}

json::Draft quantity_draft(const Quantity& quantity)
{
    json::Draft draft = json::object(
        {{"value", json::Draft::number(quantity.value.to_text())}, {"unit", std::string(quantity.unit)}});
    if (!quantity.is_calendar)
        draft.set("system", "http://unitsofmeasure.org").set("code", std::string(quantity.unit));
    return draft;
}

json::Draft system_part(const Item& item)
{
    json::Draft part = json::object({{"name", item.fhir_type_name()}});
    switch (item.kind()) {
    case Item::Kind::boolean: return std::move(part.set("valueBoolean", *item.boolean()));
    case Item::Kind::integer: return std::move(part.set("valueInteger", *item.integer()));
    case Item::Kind::long_integer:
        // R4 has no integer64.
        return std::move(part.set("valueDecimal", json::Draft::number(item.to_text())));
    case Item::Kind::decimal:
        return std::move(part.set("valueDecimal", json::Draft::number(item.decimal()->to_text())));
    case Item::Kind::date: return std::move(part.set("valueDate", item.to_text()));
    case Item::Kind::date_time: return std::move(part.set("valueDateTime", item.to_text()));
    case Item::Kind::time: return std::move(part.set("valueTime", item.to_text()));
    case Item::Kind::quantity: return std::move(part.set("valueQuantity", quantity_draft(*item.quantity())));
    case Item::Kind::string:
        // FHIR has no empty strings.
        if (item.text().empty())
            return with_json_text(std::move(part), "\"\"");
        return std::move(part.set("valueString", std::string(item.text())));
    default: return std::move(part.set("valueString", item.to_text()));
    }
}

json::Draft part_of(const Item& item, const Definitions& definitions)
{
    return item.is_element() ? element_part(item, definitions) : system_part(item);
}

json::Draft parts_of(const Collection& items, const Definitions& definitions)
{
    auto parts = json::Draft::make(json::Type::array);
    for (const auto& item : items)
        parts.push(part_of(item, definitions));
    return parts;
}

// A variable's value: what "valueString" and the like hold, with its type.
Item variable_value(json::Value part, const Definitions& definitions)
{
    if (part["resource"].exists())
        return Item::of_resource(part["resource"], definitions);
    const auto* type = definitions.type("Parameters.parameter");
    for (const auto& member : part.members()) {
        const auto known = type != nullptr ? type->json_element(member.key) : std::nullopt;
        if (member.key.starts_with("value") && known && known->type != nullptr)
            return Item::of_element(member.value(), part["_" + std::string(member.key)], known->type->type);
    }
    return {};
}

void set_variables(json::Value parameters, Environment& environment)
{
    environment.variables.clear();
    for (const auto part : parameter(parameters, "variables")["part"].elements()) {
        Collection value;
        if (const auto item = variable_value(part, environment.definitions); item.exists())
            value.push(item);
        environment.variables.emplace_back(part["name"].text(), std::move(value));
    }
}

// Evaluates once; what trace() tells on the way stands after the items.
Result<json::Draft> result_of(const Expression& expression, const Item& focus, Environment& environment)
{
    auto traces = json::Draft::make(json::Type::array);
    environment.trace = [&](std::string_view name, const Collection& items) {
        traces.push(json::object({{"name", "trace"}, {"valueString", std::string(name)},
            {"part", json::unless_empty(parts_of(items, environment.definitions))}}));
    };
    auto found = evaluate(expression, focus, environment);
    environment.trace = {};
    if (!found.ok())
        return std::move(found).error();
    auto parts = parts_of(*found, environment.definitions);
    for (const auto& one : traces.elements())
        parts.push(one);
    return json::object({{"name", "result"}, {"part", json::unless_empty(std::move(parts))}});
}

json::Draft echo(json::Value expression, json::Value context)
{
    auto parts = json::array({json::object({{"name", "evaluator"}, {"valueString", evaluator_name}}),
        json::object({{"name", "expression"}, {"valueString", std::string(expression.text())}})});
    if (context.exists())
        parts.push(json::object({{"name", "context"}, {"valueString", std::string(context.text())}}));
    return json::object({{"name", "parameters"}, {"part", std::move(parts)}});
}

// The context expression starts at the resource; what it yields is where the expression starts.
Result<void> check_all(const Expression& expression, const Expression& context, const Environment& environment)
{
    CheckOptions options;
    options.resource = environment.resource.type();
    for (const auto& [name, items] : environment.variables)
        options.variables.push_back(name);
    if (options.resource == nullptr)
        return {};
    if (context.program() == nullptr)
        return checked(expression, {&options.resource, 1}, environment.definitions, options);
    TRY(checked(context, {&options.resource, 1}, environment.definitions, options));
    const auto starts = check(context, {&options.resource, 1}, environment.definitions, options).types;
    std::vector<const Type*> focus;
    for (const std::string_view name : starts)
        focus.push_back(name.starts_with("FHIR.") ? environment.definitions.type(name.substr(5)) : nullptr);
    return checked(expression, focus, environment.definitions, options);
}

// One result for each item of the context, named by where it stands.
Result<void> add_results_in_context(const Expression& expression, const Expression& context, const Item& resource,
    Environment& environment, json::Draft& results)
{
    environment.with_locations = true;
    const auto items = TRY(evaluate(context, resource, environment));
    for (const auto& item : items) {
        environment.context = item;
        auto result = TRY(result_of(expression, item, environment));
        if (const auto location = item.location(); !location.empty())
            result.set("valueString", location);
        results.push(std::move(result));
    }
    return {};
}

}  // namespace

Result<json::Draft> evaluate_operation(json::Value parameters, Environment& environment)
{
    const auto text = parameter(parameters, "expression")["valueString"];
    if (parameters["resourceType"].text() != "Parameters" || !text.is_string())
        return Error{helselos::Kind::invalid, "$fhirpath takes Parameters with `expression` as valueString"};
    const auto expression = TRY(compile(text.text()));
    const auto resource = parameter(parameters, "resource")["resource"];
    const auto focus = resource.exists() ? Item::of_resource(resource, environment.definitions) : Item();
    if (resource.exists() && focus.type() == nullptr)
        return Error{helselos::Kind::invalid, "`resource` is of no type that R4 knows"};
    environment.resource = focus;
    environment.as_is_a_filter = false;
    set_variables(parameters, environment);

    const auto context = parameter(parameters, "context")["valueString"];
    const auto starts = context.exists() ? TRY(compile(context.text())) : Expression();
    const auto validate = parameter(parameters, "validate")["valueBoolean"];
    if (!validate.exists() || validate.text() != "false")
        TRY(check_all(expression, starts, environment));
    auto answer = json::array({echo(text, context)});
    if (context.exists())
        TRY(add_results_in_context(expression, starts, focus, environment, answer));
    else
        answer.push(TRY(result_of(expression, focus, environment)));
    return json::object({{"resourceType", "Parameters"}, {"id", "fhirpath"}, {"parameter", std::move(answer)}});
}

}  // namespace helselos::fhir::path
