#include "fhir/terminology/lookup.h"

#include "fhir/terminology/page.h"

#include <algorithm>
#include <string>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

json::Draft part(std::string_view name, std::string value_type, json::Draft value)
{
    auto draft = json::object({{"name", name}});
    draft.set(std::move(value_type), std::move(value));
    return draft;
}

bool is_wanted(const LookupRequest& request, std::string_view property)
{
    return request.properties.empty() || std::ranges::find(request.properties, property) != request.properties.end();
}

bool is_wanted_in(const LookupRequest& request, std::string_view language)
{
    return is_wanted(request, "designation")
        || (!language.empty() && is_wanted(request, "lang." + std::string(language)));
}

json::Draft property_draft(std::string_view code, std::string value_type, json::Draft value, json::Draft description)
{
    auto parts = json::array({part("code", "valueCode", code), part("value", std::move(value_type), std::move(value))});
    if (description.exists())
        parts.push(part("description", "valueString", std::move(description)));
    return json::object({{"name", "property"}, {"part", std::move(parts)}});
}

void add_designations(json::Value detail, const LookupRequest& request, json::Draft& answer)
{
    for (const auto designation : detail["designation"].elements()) {
        if (!is_wanted_in(request, designation["language"].text()))
            continue;
        auto parts = json::array();
        if (designation["language"].exists())
            parts.push(part("language", "valueCode", designation["language"]));
        if (designation["use"].exists())
            parts.push(part("use", "valueCoding", designation["use"]));
        parts.push(part("value", "valueString", designation["value"]));
        answer.push(json::object({{"name", "designation"}, {"part", std::move(parts)}}));
    }
}

void add_relatives(const CodeIndex& system, std::string_view name, std::span<const Place> places, json::Draft& answer)
{
    for (const auto place : places) {
        const auto display = system.display(place);
        answer.push(property_draft(name, "valueCode", system.code(place), display.empty() ? json::Draft() : display));
    }
}

void add_properties(json::Value detail, const LookupRequest& request, json::Draft& answer)
{
    for (const auto property : detail["property"].elements()) {
        const auto code = property["code"].text();
        // Relatives are told from the hierarchy, from whichever side they were written.
        if (code == "parent" || code == "child" || !is_wanted(request, code))
            continue;
        for (const auto& member : property.members())
            if (member.key.starts_with("value"))
                answer.push(property_draft(code, std::string(member.key), member.value(), {}));
    }
}

}  // namespace

Result<json::Draft> lookup(const Source& source, const LookupRequest& request)
{
    const auto [system, place] = TRY(known_concept(source, request.value));
    const auto detail = system->detail(place);
    auto display = display_in(*system, place, request.language);
    const auto name = system->name().empty() ? system->url() : system->name();
    auto answer = json::array({part("name", "valueString", name)});
    if (!system->version().empty())
        answer.push(part("version", "valueString", system->version()));
    answer.push(
        part("display", "valueString", display.empty() ? std::string(system->code(place)) : std::move(display)));
    add_designations(detail.root(), request, answer);
    if (const auto definition = detail.root()["definition"]; definition.exists() && is_wanted(request, "definition"))
        answer.push(property_draft("definition", "valueString", definition, {}));
    if (is_wanted(request, "parent"))
        add_relatives(*system, "parent", system->parents(place), answer);
    if (is_wanted(request, "child"))
        add_relatives(*system, "child", system->children(place), answer);
    add_properties(detail.root(), request, answer);
    if (is_wanted(request, "abstract") && system->is_abstract(place))
        answer.push(property_draft("abstract", "valueBoolean", true, {}));
    return json::object({{"resourceType", "Parameters"}, {"parameter", std::move(answer)}});
}

}  // namespace helselos::fhir::terminology
