#include "interaction/capabilities.h"

#include "json/draft.h"

namespace helselos::interaction {

namespace {

// What search understands; composite and special parameters are refused, so they are not offered.
bool is_searchable(const fhir::SearchParameter& parameter)
{
    return parameter.type != fhir::SearchType::composite && parameter.type != fhir::SearchType::special
        && !parameter.expression.empty();
}

std::string_view name(fhir::SearchType type)
{
    switch (type) {
    case fhir::SearchType::number: return "number";
    case fhir::SearchType::date: return "date";
    case fhir::SearchType::string: return "string";
    case fhir::SearchType::token: return "token";
    case fhir::SearchType::reference: return "reference";
    case fhir::SearchType::composite: return "composite";
    case fhir::SearchType::quantity: return "quantity";
    case fhir::SearchType::uri: return "uri";
    case fhir::SearchType::special: return "special";
    }
    return "special";
}

json::Draft codes(std::initializer_list<std::string_view> values)
{
    auto list = json::array();
    for (const auto value : values)
        list.push(json::object({{"code", value}}));
    return list;
}

json::Draft operation_drafts(const Operations& operations, Level level, std::string_view type)
{
    auto list = json::array();
    for (const auto& operation : operations.all()) {
        const bool at_system = level == Level::system && operation.level == Level::system;
        const bool at_type = level != Level::system && operation.level != Level::system
            && (operation.type.empty() || operation.type == type);
        if (at_system || at_type)
            list.push(json::object({{"name", operation.name.substr(1)}, {"definition", operation.definition}}));
    }
    return json::unless_empty(std::move(list));
}

json::Draft resource_draft(const Hall& hall, const Operations& operations, std::string_view type)
{
    auto parameters = json::array();
    auto includes = json::array();
    for (const auto* parameter : hall.definitions.search_parameters(type)) {
        if (!is_searchable(*parameter))
            continue;
        parameters.push(
            json::object({{"name", parameter->code}, {"definition", parameter->url}, {"type", name(parameter->type)}}));
        if (parameter->type == fhir::SearchType::reference)
            includes.push(std::string(type) + ":" + std::string(parameter->code));
    }
    return json::object({
        {"type", type},
        {"interaction",
            codes({"create", "read", "vread", "update", "delete", "history-instance", "history-type", "search-type"})},
        {"versioning", "versioned-update"},
        {"readHistory", true},
        {"updateCreate", true},
        {"conditionalCreate", true},
        {"conditionalRead", "not-match"},
        {"conditionalUpdate", true},
        {"conditionalDelete", "single"},
        {"referencePolicy", json::array({"literal", "logical", "local"})},
        {"searchInclude", json::unless_empty(std::move(includes))},
        {"searchParam", json::unless_empty(std::move(parameters))},
        {"operation", operation_drafts(operations, Level::type, type)},
    });
}

}  // namespace

std::string capabilities(const Hall& hall, const Operations& operations, const std::string& base)
{
    auto resources = json::array();
    for (const auto type : hall.definitions.resource_types())
        resources.push(resource_draft(hall, operations, type));
    const auto rest = json::object({
        {"mode", "server"},
        {"resource", resources},
        {"interaction", codes({"transaction", "batch", "history-system"})},
        {"operation", operation_drafts(operations, Level::system, {})},
    });
    return json::to_text(json::object({
        {"resourceType", "CapabilityStatement"},
        {"status", "active"},
        {"date", to_text(hall.clock.now())},
        {"kind", "instance"},
        {"software", json::object({{"name", "Helselos"}})},
        {"implementation", json::object({{"description", "Helselos"}, {"url", base}})},
        {"fhirVersion", "4.0.1"},
        {"format", json::array({"application/fhir+json", "json"})},
        {"rest", json::array({rest})},
    }));
}

}  // namespace helselos::interaction
