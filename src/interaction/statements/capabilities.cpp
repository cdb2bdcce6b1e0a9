#include "interaction/statements/capabilities.h"

#include "base/text.h"
#include "fhir/search/parse_criterion.h"
#include "fhir/search/reading_plan.h"
#include "interaction/audit_event.h"
#include "interaction/read_log.h"
#include "json/draft.h"

#include <map>
#include <set>

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

using fhir::search::Parameters;
using fhir::search::Referring;

// What search understands is offered, and nothing else.
bool is_searchable(const Parameters& parameters, std::string_view type, const fhir::SearchParameter& parameter)
{
    if (parameter.code == "_text" || parameter.code == "_content")
        return true;
    if (parameter.type == fhir::SearchType::composite && parameters.composite(type, parameter.code) == nullptr)
        return false;
    return parameter.type != fhir::SearchType::special && !parameter.expression.empty()
        && parameters.is_ready(parameter);
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
        if (!operation.name.starts_with('$'))
            continue;
        const bool at_system = level == Level::system && operation.level == Level::system;
        const bool at_type = level != Level::system && operation.level != Level::system
            && (operation.type.empty() || operation.type == type);
        if (at_system || at_type)
            list.push(json::object({{"name", operation.name.substr(1)}, {"definition", operation.definition}}));
    }
    return json::unless_empty(std::move(list));
}

// What no definition describes, and every type answers.
json::Draft common_parameters(bool is_referred_to)
{
    auto drafts = json::array({
        json::object({{"name", "_list"}, {"type", "special"}, {"documentation", "The id of a List"}}),
        json::object(
            {{"name", "_filter"}, {"type", "special"}, {"documentation", "http://hl7.org/fhir/R4/search_filter.html"}}),
    });
    if (is_referred_to)
        drafts.push(
            json::object({{"name", "_has"}, {"type", "special"}, {"documentation", "_has:Type:reference:parameter"}}));
    return drafts;
}

std::string documentation_of(
    const Parameters& parameters, std::string_view type, const fhir::SearchParameter& parameter)
{
    const bool is_of_version = parameter.code == "_id" || parameter.code == "_lastUpdated";
    if (is_of_version || parameter.expression.empty())
        return "No modifiers";
    std::string text = "Modifiers:";
    for (const auto& modifier : fhir::search::modifiers_of({type, parameter}, parameters))
        text += " " + modifier;
    return text;
}

json::Draft parameter_drafts(const Parameters& parameters, std::string_view type, bool is_referred_to = true)
{
    auto drafts = json::array();
    for (const auto* parameter : parameters.of_type(type))
        if (is_searchable(parameters, type, *parameter))
            drafts.push(json::object({{"name", parameter->code}, {"definition", parameter->url},
                {"type", name(parameter->type)}, {"documentation", documentation_of(parameters, type, *parameter)}}));
    const auto common_drafts = common_parameters(is_referred_to);
    for (const auto& common : common_drafts.elements())
        drafts.push(common);
    return drafts;
}

// "Observation:subject", by what can be included from a type and by what refers to it.
struct Includes {
    std::map<std::string_view, json::Draft> from;
    std::map<std::string_view, json::Draft> to;
    std::set<std::string_view> referred_to;  // By type and id, so that _has can be asked.

    void add(std::string_view target, const std::string& include, Referring referring, const Parameters& parameters)
    {
        const bool has_address = parameters.find(target, "url") != nullptr;
        if (referring == Referring::not_at_all || (referring == Referring::by_address && !has_address))
            return;
        to.try_emplace(target, json::array()).first->second.push(include);
        if (referring == Referring::by_reference)
            referred_to.insert(target);
    }
};

Includes includes_of(const Hall& hall, const Parameters& parameters)
{
    Includes includes;
    for (const auto type : hall.definitions.resource_types()) {
        includes.from[type] = json::array();
        includes.to.try_emplace(type, json::array());
        for (const auto* parameter : parameters.of_type(type)) {
            if (parameter->type != fhir::SearchType::reference || !is_searchable(parameters, type, *parameter))
                continue;
            const auto include = fmt::format("{}:{}", type, parameter->code);
            includes.from[type].push(include);
            const auto ways
                = fhir::search::referring_to(parameter->targets, parameter->expression, type, hall.definitions);
            for (std::size_t i = 0; i < ways.size(); ++i)
                includes.add(parameter->targets[i], include, ways[i], parameters);
        }
    }
    return includes;
}

// Told from the log, and never written (read_log.h).
json::Draft log_draft(const Parameters& parameters)
{
    auto drafts = json::array();
    for (const auto code : log_parameters())
        if (const auto* parameter = parameters.find(audit_event_type, code))
            drafts.push(
                json::object({{"name", code}, {"definition", parameter->url}, {"type", name(parameter->type)}}));
    return json::object({
        {"type", audit_event_type},
        {"documentation", "Who saw what, told from the log: other parameters are refused"},
        {"interaction", codes({"read", "vread", "search-type"})},
        {"versioning", "versioned"},
        {"searchParam", std::move(drafts)},
    });
}

// Its acts are answered by the notifying part of the house, each subscriber's own only
// (http://hl7.org/fhir/uv/subscriptions-backport/STU1.1/CapabilityStatement-backport-subscription-server-r4.html).
json::Draft subscription_draft(const Operations& operations, const Parameters& parameters)
{
    constexpr const char* profile
        = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription";
    return json::object({
        {"type", "Subscription"},
        {"supportedProfile", json::array({profile})},
        {"documentation",
            "Topics: Basic?code=SubscriptionTopic. Channels: rest-hook, websocket. Of systems and personnel, each "
            "their own"},
        {"interaction", codes({"create", "read", "update", "delete", "search-type"})},
        {"versioning", "versioned"},
        {"searchParam", parameter_drafts(parameters, "Subscription")},
        {"operation", operation_drafts(operations, Level::type, "Subscription")},
    });
}

json::Draft resource_draft(
    const Operations& operations, const Parameters& parameters, const Includes& includes, std::string_view type)
{
    return json::object({
        {"type", type},
        {"interaction",
            codes({"create", "read", "vread", "update", "patch", "delete", "history-instance", "history-type",
                "search-type"})},
        {"versioning", "versioned-update"},
        {"readHistory", true},
        {"updateCreate", true},
        {"conditionalCreate", true},
        {"conditionalRead", "full-support"},
        {"conditionalUpdate", true},
        {"conditionalDelete", "multiple"},
        {"referencePolicy", json::array({"literal", "logical", "local"})},
        {"searchInclude", json::unless_empty(includes.from.at(type))},
        {"searchRevInclude", json::unless_empty(includes.to.at(type))},
        {"searchParam", parameter_drafts(parameters, type, includes.referred_to.contains(type))},
        {"operation", operation_drafts(operations, Level::type, type)},
    });
}

// https://hl7.org/fhir/smart-app-launch/conformance.html: the addresses are in /.well-known/smart-configuration.
json::Draft security_draft()
{
    const auto smart = json::object(
        {{"system", "http://terminology.hl7.org/CodeSystem/restful-security-service"}, {"code", "SMART-on-FHIR"}});
    return json::object({{"cors", true}, {"service", json::array({json::object({{"coding", json::array({smart})}})})}});
}

json::Draft compartment_drafts(const Hall& hall)
{
    auto drafts = json::array();
    for (const std::string_view code : {"Device", "Encounter", "Patient", "Practitioner", "RelatedPerson"})
        if (hall.definitions.compartment(code) != nullptr)
            drafts.push(fmt::format("http://hl7.org/fhir/CompartmentDefinition/{}", to_lower_ascii(code)));
    return drafts;
}

// Those a CapabilityStatement of R4 may name: its binding is required.
std::vector<std::string_view> r4_types(const fhir::Definitions& definitions)
{
    const auto* known = definitions.value_set("http://hl7.org/fhir/ValueSet/resource-types");
    std::vector<std::string_view> types;
    for (const auto type : definitions.resource_types())
        if (known == nullptr || known->contains(type))
            types.push_back(type);
    return types;
}

}  // namespace

json::Draft capabilities(const Hall& hall, const Operations& operations, const std::string& base)
{
    const auto parameters = hall.extractor.parameters();
    const auto includes = includes_of(hall, *parameters);
    auto resources = json::array();
    const bool has_subscriptions = operations.find(Level::type, "Subscription", "create") != nullptr;
    for (const auto type : r4_types(hall.definitions)) {
        if (type == audit_event_type)
            resources.push(log_draft(*parameters));
        else if (type == "Subscription" && has_subscriptions)
            resources.push(subscription_draft(operations, *parameters));
        else
            resources.push(resource_draft(operations, *parameters, includes, type));
    }
    const auto rest = json::object({
        {"mode", "server"},
        {"documentation",
            "Beside the types of R4, which alone may stand here: ViewDefinition (SQL on FHIR v2), to be "
            "stored and searched as they are, and run by $viewdefinition-run"},
        {"security", hall.takes_tokens ? security_draft() : json::Draft()},
        {"resource", resources},
        {"interaction", codes({"transaction", "batch", "history-system", "search-system"})},
        {"searchParam", parameter_drafts(*parameters, "Binary")},
        {"compartment", compartment_drafts(hall)},
        {"operation", operation_drafts(operations, Level::system, {})},
    });
    return json::object({
        {"resourceType", "CapabilityStatement"},
        {"status", "active"},
        {"date", to_text(hall.clock.now())},
        {"kind", "instance"},
        {"software", json::object({{"name", "Helselos"}})},
        {"implementation", json::object({{"description", "Helselos"}, {"url", base}})},
        {"fhirVersion", "4.0.1"},
        {"format", json::array({"application/fhir+json", "json"})},
        {"patchFormat", json::array({"application/json-patch+json", "application/fhir+json"})},
        {"rest", json::array({rest})},
    });
}

}  // namespace helselos::interaction
