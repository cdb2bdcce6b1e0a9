#include "base/text.h"
#include "fhir/definitions/compile/parts.h"
#include "fhir/definitions/definitions.h"

#include <algorithm>

namespace helselos::fhir::compile {

namespace {

// On an element that the package adds to R4, and that is left out here (published.h).
constexpr std::string_view not_published = "http://hl7.org/fhir/SearchParameter/DeviceDefinition-classification";

// In the order of the enumeration SearchType.
constexpr std::string_view search_types[]
    = {"number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special"};

std::vector<std::string_view> texts_of(json::Value list)
{
    std::vector<std::string_view> texts;
    for (const auto one : list.elements())
        texts.push_back(one.text());
    return texts;
}

blob::Range write_components(json::Value parameter, blob::Writer& writer)
{
    std::vector<blob::SearchComponentRecord> records;
    for (const auto component : parameter["component"].elements())
        records.push_back({writer.text(component["definition"].text()), writer.text(component["expression"].text())});
    return writer.add_all(blob::Section::search_components, records);
}

// The parameters Bundle-composition and Bundle-message lead to the content of a resource inside the bundle, for chains;
// they compare no value, so search refuses them as it does the special ones.
std::string_view type_of(json::Value parameter)
{
    return parameter["expression"].text() == "Bundle.entry[0].resource" ? "special" : parameter["type"].text();
}

using ByBase = std::map<std::string, std::vector<std::pair<std::string_view, std::uint32_t>>, std::less<>>;

Result<void> write_parameter(json::Value parameter, ByBase& by_base, blob::Writer& writer)
{
    const auto* type = std::find(std::begin(search_types), std::end(search_types), type_of(parameter));
    if (type == std::end(search_types))
        return Error{Kind::invalid, "unknown type of search parameter " + std::string(parameter["url"].text())};
    const auto place = writer.add(blob::Section::search_parameters,
        blob::SearchParameterRecord{writer.text(parameter["code"].text()), writer.text(parameter["url"].text()),
            static_cast<std::uint32_t>(type - std::begin(search_types)), writer.text(parameter["expression"].text()),
            writer.text_list(texts_of(parameter["base"])), writer.text_list(texts_of(parameter["target"])),
            write_components(parameter, writer)});
    for (const auto base : parameter["base"].elements())
        by_base[std::string(base.text())].emplace_back(parameter["code"].text(), place);
    return {};
}

}  // namespace

Result<void> write_search_parameters(const Package& package, const Ancestry& resources, blob::Writer& writer)
{
    auto parameters = resources_of(package.search_parameters, "SearchParameter");
    const auto own = resources_of(package.own, "SearchParameter");
    parameters.insert(parameters.end(), own.begin(), own.end());
    std::erase_if(parameters, [](json::Value parameter) { return parameter["url"].text() == not_published; });
    std::sort(parameters.begin(), parameters.end(),
        [](json::Value left, json::Value right) { return left["url"].text() < right["url"].text(); });
    ByBase by_base;
    for (const auto parameter : parameters)
        TRY(write_parameter(parameter, by_base, writer));
    for (const auto& [base, places] : by_base)
        if (!resources.contains(base))
            return Error{Kind::invalid, "search parameters on an unknown type " + base};
    for (const auto& [name, above] : resources) {
        auto places = by_base[name];
        for (const auto& base : above)
            places.insert(places.end(), by_base[base].begin(), by_base[base].end());
        std::sort(places.begin(), places.end());
        std::vector<std::uint32_t> numbers;
        for (const auto& [code, place] : places)
            numbers.push_back(place);
        writer.add(
            blob::Section::type_parameters, blob::TypeParametersRecord{writer.text(name), writer.numbers(numbers)});
    }
    return {};
}

Result<void> write_compartments(const Package& package, blob::Writer& writer)
{
    for (const auto compartment : resources_of(package.resources, "CompartmentDefinition")) {
        std::map<std::string_view, std::vector<std::string_view>> rules;
        for (const auto rule : compartment["resource"].elements()) {
            auto parameters = texts_of(rule["param"]);
            std::erase(parameters, "{def}");
            if (!parameters.empty())
                rules[rule["code"].text()] = parameters;
        }
        const blob::Range range{
            writer.count(blob::Section::compartment_rules), static_cast<std::uint32_t>(rules.size())};
        for (const auto& [type, parameters] : rules)
            writer.add(blob::Section::compartment_rules,
                blob::CompartmentRuleRecord{writer.text(type), writer.text_list(parameters)});
        writer.add(
            blob::Section::compartments, blob::CompartmentRecord{writer.text(compartment["code"].text()), range});
    }
    if (writer.count(blob::Section::compartments) == 0)
        return Error{Kind::invalid, "no compartments in the package"};
    return {};
}

}  // namespace helselos::fhir::compile
