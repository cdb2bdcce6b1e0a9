#include "services/sharing/regional_priority.h"

#include "fhir/view/coded.h"
#include "fhir/view/severity.h"
#include "services/sharing/words.h"
#include "services/sharing/worklist_priority.h"

namespace helselos::sharing {

namespace {

constexpr std::string_view municipality_extension = "http://hl7.no/fhir/StructureDefinition/no-basis-municipalitycode";

// A resource that is referred to, or none.
Result<std::optional<json::Document>> follow(const Look& look, std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::optional<json::Document>();
    const auto version = TRY(look({std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))}));
    if (!version || version->act == access::Act::remove)
        return std::optional<json::Document>();
    return std::optional<json::Document>(TRY(open_version(*version)));
}

Result<std::string> municipality_of_owner(const Look& look, std::string_view owner)
{
    auto found = TRY(follow(look, owner));
    if (found && found->root()["providedBy"].exists())
        found = TRY(follow(look, found->root()["providedBy"]["reference"].text()));
    return found ? municipality_of(found->root()) : std::string();
}

void set_priority(json::Document& task, int priority)
{
    for (const auto extension : task.root()["extension"].elements())
        if (extension["url"].text() == worklist_priority_extension)
            task.set(extension, "valueInteger", task.make_number(static_cast<std::int64_t>(priority)));
    task.set(task.root(), "priority", task_priority(priority));
}

}  // namespace

std::string municipality_of(json::Value resource)
{
    std::string name;
    for (const auto address : resource["address"].elements()) {
        for (const auto extension : address["extension"].elements())
            if (extension["url"].text() == municipality_extension)
                if (const auto coded = extension["valueCoding"]["code"]; coded.exists())
                    return std::string(coded.text());
        for (const auto part : {address["district"], address["city"]})
            if (name.empty() && part.exists())
                name = part.text();
    }
    return name;
}

Result<int> priority_at(const Routing& routing, const Look& look, Instant now, const Urgency& urgency)
{
    const auto municipality = TRY(municipality_of_owner(look, urgency.owner));
    const auto at = TRY(wall_time_in_oslo(now));
    return route(routing,
        {municipality, fhir::view::level_of(urgency.assessment),
            fhir::view::code_in(urgency.assessment["code"], complaint_system), urgency.priority, at})
        .priority;
}

Result<void> raise_by_region(const Routing& routing, const Look& look, Instant now, json::Document& task)
{
    const auto priority = priority_in(task.root());
    const auto assessment = TRY(follow(look, task.root()["focus"]["reference"].text()));
    if (priority == 0 || !assessment)
        return {};
    const auto owner = task.root()["owner"]["reference"].text();
    const auto raised = TRY(priority_at(routing, look, now, {assessment->root(), owner, priority}));
    if (raised < priority)
        set_priority(task, raised);
    return {};
}

}  // namespace helselos::sharing
