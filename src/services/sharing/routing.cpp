#include "services/sharing/routing.h"

#include "base/text.h"

#include <date/tz.h>

#include <algorithm>

namespace helselos::sharing {

namespace {

bool lists(const std::vector<std::string>& list, std::string_view wanted)
{
    return list.empty() || std::ranges::find(list, wanted) != list.end();
}

// A night belongs to the day it begins on.
bool is_in_force(const RoutingRule& rule, const WallTime& at)
{
    const auto today = static_cast<std::size_t>(at.weekday);
    if (rule.from < rule.until)
        return rule.on[today] && at.minute >= rule.from && at.minute < rule.until;
    const auto yesterday = (today + 6) % 7;
    return (rule.on[today] && at.minute >= rule.from) || (rule.on[yesterday] && at.minute < rule.until);
}

const Region* region_of(const Routing& routing, std::string_view name_or_number)
{
    for (const auto& region : routing.regions) {
        if (region.municipality == name_or_number)
            return &region;
        for (const auto& name : region.names)
            if (equals_ignoring_case(name, name_or_number))
                return &region;
    }
    return nullptr;
}

void propose(const RoutingRule& rule, std::vector<Proposed>& recipients)
{
    for (const auto& her_id : rule.propose)
        if (std::ranges::find(recipients, her_id, &Proposed::her_id) == recipients.end())
            recipients.push_back({her_id, rule.id});
}

}  // namespace

Result<WallTime> wall_time_in_oslo(Instant instant)
{
    try {
        const auto local = date::locate_zone("Europe/Oslo")->to_local(instant);
        const auto day = date::floor<date::days>(local);
        const date::weekday weekday{day};
        const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
        return WallTime{static_cast<int>(weekday.iso_encoding()) - 1, static_cast<int>(minute)};
    } catch (const std::exception&) {
        return Error{Kind::fault, "the time zone Europe/Oslo is not known here"};
    }
}

Proposal route(const Routing& routing, const RoutingQuestion& question)
{
    Proposal proposal{{}, question.priority};
    const auto* region = region_of(routing, question.municipality);
    if (region == nullptr)
        return proposal;
    for (const auto& rule : region->rules) {
        if (!lists(rule.levels, question.level) || !lists(rule.complaints, question.complaint)
            || !is_in_force(rule, question.at))
            continue;
        propose(rule, proposal.recipients);
        if (rule.priority != 0)
            proposal.priority = std::min(proposal.priority, rule.priority);
    }
    return proposal;
}

std::string_view municipality_called(const Routing& routing, std::string_view name_or_number)
{
    const auto* region = region_of(routing, name_or_number);
    return region == nullptr ? std::string_view() : std::string_view(region->municipality);
}

}  // namespace helselos::sharing
