// The names of those who have records as members, beside patients and organisations themselves. None of them is the
// id of a resource: no id has an exclamation mark (http://hl7.org/fhir/R4/datatypes.html#id).
#pragma once

#include "access/calendar.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::access::audience {

// Owners: what a patient's record has in one service area; what names a practitioner.
std::string of_area(std::string_view patient, std::string_view area);
std::string of_named(std::string_view practitioner);
// What a person holds of others and is no part of their own record: a fullmakt somebody gave them. Theirs alone to see.
std::string held_by(std::string_view patient);
// Lists that ties are read from: emergency accesses of a practitioner, grants to an organisation that end by time.
std::string emergencies_of(std::string_view practitioner);
std::string timed_grants_of(std::string_view organization);

// Exceptions: what is kept from the parents of a patient, or from a young patient; from those with a
// fullmakt; from personnel.
std::string parents_of(std::string_view patient);
std::string young(std::string_view patient);
// What is between a person and the house: kept from those who hold a fullmakt of theirs.
std::string own(std::string_view patient);
std::string blocked(std::string_view organization_or_practitioner);
inline constexpr std::string_view everybody_blocked = "Practitioner/all!blocked";

// What was sensitive on a day is kept from parents when the patient was 12 by then. The record says the day, by the
// day, the month and the year; a parent's reach leaves out the spans from the 12th birthday to the 16th. So nobody
// needs to know the birthday when the record is written.
std::vector<std::string> parents_on(std::string_view patient, Day day);
std::vector<std::string> parents_between(std::string_view patient, Day first, Day end);

}  // namespace helselos::access::audience
