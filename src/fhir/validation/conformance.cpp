// Conformance resources compared with the definitions they name.
#include "fhir/path/check.h"
#include "fhir/validation/walk.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

constexpr std::string_view search_types[]
    = {"number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special"};

std::string_view word_of(SearchType type)
{
    return search_types[static_cast<std::size_t>(type)];
}

bool contains(std::span<const std::string_view> list, std::string_view wanted)
{
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

void Walk::conformance(json::Value resource, const Place& place)
{
    const auto& type = m_around.rule->type->name;
    if (type == "CapabilityStatement")
        capabilities(resource, place);
    else if (type == "SearchParameter")
        search_parameter(resource, place);
}

// http://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.rest.resource.searchParam.type
void Walk::capabilities(json::Value statement, const Place& place)
{
    Place at_rest{&place, "rest", {}, 0};
    for (const auto rest : statement["rest"].elements()) {
        Place at_resource{&at_rest, "resource", {}, 0};
        for (const auto resource : rest["resource"].elements()) {
            offered_parameters(resource, at_resource);
            ++at_resource.index;
        }
        ++at_rest.index;
    }
}

void Walk::offered_parameters(json::Value resource, const Place& place)
{
    Place here{&place, "searchParam", {}, 0};
    for (const auto parameter : resource["searchParam"].elements()) {
        const auto* known = m_rules.definitions().search_parameter_by_url(parameter["definition"].text());
        if (known != nullptr && parameter["type"].text() != word_of(known->type))
            error("invalid", here, "the search parameter that is named here is of another type");
        ++here.index;
    }
}

// http://hl7.org/fhir/R4/searchparameter-definitions.html#SearchParameter.derivedFrom
void Walk::search_parameter(json::Value parameter, const Place& place)
{
    const auto& definitions = m_rules.definitions();
    std::vector<const Type*> bases;
    for (const auto base : parameter["base"].elements())
        bases.push_back(definitions.type(base.text()));
    const auto text = parameter["expression"].text();
    const auto expression = path::compile(text);
    const Place at_expression{&place, "expression"};
    if (!text.empty() && !expression)
        error("invalid", at_expression, expression.error().reason);
    if (expression && !text.empty())
        if (const auto right = path::checked(*expression, bases, definitions); !right)
            error("invalid", at_expression, right.error().reason);
    const auto* general = definitions.search_parameter_by_url(parameter["derivedFrom"].text());
    if (general == nullptr)
        return;
    if (parameter["type"].text() != word_of(general->type))
        error("business-rule", place, "the type is not that of the search parameter this one is derived from");
    for (const auto base : parameter["base"].elements())
        if (!contains(general->bases, base.text()))
            error("business-rule", place,
                std::string(shown_name(base.text())) + " is no base of the search parameter this one is derived from");
}

}  // namespace helselos::fhir::validation
