// The five priorities of a worklist, as the out-of-hours services work by them.
#pragma once

#include "json/value.h"

#include <string_view>

namespace helselos::sharing {

inline constexpr int priority_at_once = 1;
inline constexpr int priority_within_hours = 2;
inline constexpr int priority_within_a_day = 3;
inline constexpr int priority_on_weekdays = 4;
inline constexpr int priority_chose_contact = 5;  // Though self-care was advised.

// Of a RiskAssessment: by its level, and for routine by its time limit, where 24 h or less, or a limit that cannot be
// read, is within a day. A level nobody knows is at once.
int worklist_priority(json::Value assessment);

// The most urgent that an assessment of that level can have. 0: there is no such level.
int priority_of_level(std::string_view level);

// Task.priority: 1 stat, 2 urgent, 3 and 4 asap, 5 routine (http://hl7.org/fhir/R4/valueset-request-priority.html).
std::string_view task_priority(int priority);

// Of a Task by its extension; 0 when it has none.
int priority_in(json::Value task);

}  // namespace helselos::sharing
