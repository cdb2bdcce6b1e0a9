#include "interaction/statements/terminology_capabilities.h"

#include "fhir/terminology/compose.h"
#include "interaction/terminology/expand.h"

namespace helselos::interaction {

namespace {

json::Draft system_drafts(const fhir::terminology::Source& source)
{
    auto drafts = json::array();
    for (const auto& system : source.known_systems()) {
        auto draft = json::object({{"uri", system.url}});
        if (!system.version.empty())
            draft.set("version", json::array({json::object({{"code", system.version}})}));
        drafts.push(std::move(draft));
    }
    return json::unless_empty(std::move(drafts));
}

json::Draft expansion_draft()
{
    auto parameters = json::array();
    for (const auto name : expansion_parameters())
        parameters.push(json::object({{"name", name}}));
    return json::object({
        {"hierarchical", false},
        {"paging", true},
        {"incomplete", false},
        {"parameter", std::move(parameters)},
        {"textFilter",
            "Words of the filter begin words of the code, the display or a designation, in any order; upper "
            "and lower case are the same"},
    });
}

}  // namespace

json::Draft terminology_capabilities(const Hall& hall, const std::string& base)
{
    return json::object({
        {"resourceType", "TerminologyCapabilities"},
        {"status", "active"},
        {"date", to_text(hall.clock.now())},
        {"kind", "instance"},
        {"software", json::object({{"name", "Helselos"}})},
        {"implementation", json::object({{"description", "Helselos"}, {"url", base}})},
        {"lockedDate", false},
        {"codeSystem", hall.terminology == nullptr ? json::Draft() : system_drafts(*hall.terminology)},
        {"expansion", expansion_draft()},
        {"codeSearch", "explicit"},
        {"validateCode", json::object({{"translations", true}})},
        {"translation", json::object({{"needsMap", true}})},
        {"closure", json::object({{"translation", false}})},
    });
}

}  // namespace helselos::interaction
