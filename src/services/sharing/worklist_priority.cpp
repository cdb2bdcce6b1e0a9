#include "services/sharing/worklist_priority.h"

#include "base/text.h"
#include "fhir/view/severity.h"
#include "services/sharing/words.h"

#include <string>

namespace helselos::sharing {

namespace {

json::Value extension_of(json::Value resource, std::string_view name)
{
    for (const auto extension : resource["extension"].elements())
        if (const auto url = extension["url"].text();
            url.starts_with(extension_address) && url.substr(extension_address.size()) == name)
            return extension;
    return {};
}

bool is_over_a_day(json::Value limit)
{
    const auto number = to_unsigned(limit["value"].text());
    if (!number)
        return false;
    const auto unit = limit["code"].text();
    return (unit == "d" && *number > 1) || (unit == "h" && *number > 24) || (unit == "wk" && *number > 0);
}

}  // namespace

int worklist_priority(json::Value assessment)
{
    const auto level = fhir::view::level_of(assessment);
    if (level == "routine" && is_over_a_day(extension_of(assessment, "time-limit")["valueDuration"]))
        return priority_on_weekdays;
    const auto priority = priority_of_level(level);
    return priority == 0 ? priority_at_once : priority;
}

int priority_of_level(std::string_view level)
{
    if (level == "emergency")
        return priority_at_once;
    if (level == "urgent")
        return priority_within_hours;
    if (level == "routine")
        return priority_within_a_day;
    return level == "selfcare" ? priority_chose_contact : 0;
}

std::string_view task_priority(int priority)
{
    if (priority <= priority_at_once)
        return "stat";
    if (priority == priority_within_hours)
        return "urgent";
    return priority == priority_chose_contact ? "routine" : "asap";
}

int priority_in(json::Value task)
{
    const auto number = to_unsigned(extension_of(task, "worklist-priority")["valueInteger"].text());
    return number && *number <= priority_chose_contact ? static_cast<int>(*number) : 0;
}

}  // namespace helselos::sharing
