#include "access/tie_rules.h"

#include "access/audience.h"
#include "access/codes.h"

#include <algorithm>

namespace helselos::access {

namespace {

// How the caller stands to a patient.
enum class Standing : std::uint8_t { self, self_with_consent, parent, parent_elsewhere, guardian, fullmakt };

// The age of the patient by the calendar of Oslo.
enum class Age : std::uint8_t { unknown, under_12, is_12, from_13_to_15, from_16 };

// What is left out.
enum class Less : std::uint8_t {
    nothing,
    hidden_from_youth,             // NORN_UNGDOM.
    hidden_from_parents,           // NORN_FORANS.
    hidden_or_private_from_12_on,  // And what the youth made, and sensitive services, from the 12th birthday on.
    own_affairs,                   // What is between the giver and the house: whom else they gave a fullmakt.
};

enum class Part : std::uint8_t { all, areas };  // Of a fullmakt only the areas it names, unless it names all.

struct Row {
    Standing standing;
    Age age;
    Part part;
    Less less;
    std::string_view rule;
};

// pbrl §§ 3-4, 4-3; Helsenorge: representation. There is nothing else: from 16 a parent sees nothing, under 13 nobody
// reads their own record, and a parent who is not registered where the child is needs one who is.
constexpr Row rows[] = {
    {Standing::self, Age::from_16, Part::all, Less::nothing, "own-record"},
    {Standing::self_with_consent, Age::from_13_to_15, Part::all, Less::hidden_from_youth, "own-record-with-consent"},
    {Standing::parent, Age::under_12, Part::all, Less::hidden_from_parents, "parent-of-child"},
    {Standing::parent, Age::is_12, Part::all, Less::hidden_or_private_from_12_on, "parent-of-youth"},
    {Standing::parent, Age::from_13_to_15, Part::all, Less::hidden_or_private_from_12_on, "parent-of-youth"},
    {Standing::guardian, Age::under_12, Part::all, Less::hidden_from_parents, "guardian-of-child"},
    {Standing::guardian, Age::is_12, Part::all, Less::hidden_or_private_from_12_on, "guardian-of-youth"},
    {Standing::guardian, Age::from_13_to_15, Part::all, Less::hidden_or_private_from_12_on, "guardian-of-youth"},
    {Standing::guardian, Age::from_16, Part::all, Less::nothing, "guardian"},
    {Standing::fullmakt, Age::from_16, Part::areas, Less::own_affairs, "fullmakt"},
};

constexpr int age_of_holder = 18;

bool has_turned(const std::optional<Birth>& birth, int years, const Now& now)
{
    return birth && birthday(birth->last, years) <= now.day;
}

Age age_from(Day birth, const Now& now)
{
    const auto has = [&](int years) { return birthday(birth, years) <= now.day; };
    if (has(16))
        return Age::from_16;
    if (has(13))
        return Age::from_13_to_15;
    return has(12) ? Age::is_12 : Age::under_12;
}

// A birth date that is only a year may mean several ages. Who gains by age is as young as it can mean, a child whose
// parents lose by it as old; a guardian first loses and then gains.
Age age_of(const std::optional<Birth>& birth, Standing standing, const Now& now)
{
    if (!birth)
        return Age::unknown;
    const auto oldest = age_from(birth->first, now);
    const auto youngest = age_from(birth->last, now);
    if (standing == Standing::guardian)
        return oldest == youngest ? oldest : Age::unknown;
    return standing == Standing::parent ? oldest : youngest;
}

std::vector<std::string> owners_of(const Row& row, const std::string& patient, const std::vector<std::string>& areas)
{
    if (row.part == Part::all || std::ranges::find(areas, codes::all_areas) != areas.end())
        return {patient};
    std::vector<std::string> owners;
    for (const auto& area : areas)
        owners.push_back(audience::of_area(patient, area));
    return owners;
}

std::vector<std::string> exceptions_of(const Row& row, const Person& patient)
{
    switch (row.less) {
    case Less::nothing: return {};
    case Less::hidden_from_youth: return {audience::young(patient.patient)};
    case Less::hidden_from_parents: return {audience::parents_of(patient.patient)};
    case Less::own_affairs: return {audience::own(patient.patient)};
    case Less::hidden_or_private_from_12_on: break;
    }
    // To the end of the year in which they turn 16: what is planned is written with the day it is planned for.
    auto names = audience::parents_between(
        patient.patient, birthday(patient.birth->first, 12), birthday(patient.birth->last, 17));
    names.push_back(audience::parents_of(patient.patient));
    return names;
}

void add(Standing standing, const Person& patient, const std::vector<std::string>& areas, const Now& now,
    std::vector<Given>& given)
{
    const auto age = age_of(patient.birth, standing, now);
    for (const auto& row : rows) {
        if (row.standing != standing || row.age != age)
            continue;
        const bool is_self = standing == Standing::self || standing == Standing::self_with_consent;
        given.push_back({row.rule, is_self ? std::string() : patient.patient,
            {owners_of(row, patient.patient, areas), exceptions_of(row, patient)}});
    }
}

Standing standing_of(const Tie& tie)
{
    switch (tie.kind) {
    case TieKind::parent: return tie.a_parent_lives_with ? Standing::parent : Standing::parent_elsewhere;
    case TieKind::guardian: return Standing::guardian;
    case TieKind::fullmakt: return Standing::fullmakt;
    }
    return Standing::parent_elsewhere;
}

// Codes 6 and 7 neither represent nor are represented, and death ends it. Who holds a fullmakt is of age.
bool is_in_force(const Tie& tie, const Person& caller, const Now& now)
{
    const auto& patient = tie.patient;
    if (patient.is_deceased || patient.is_protected || caller.is_protected || !tie.period.holds(now.instant))
        return false;
    return tie.kind != TieKind::fullmakt || has_turned(caller.birth, age_of_holder, now);
}

std::vector<std::string> owners_in_force(const std::vector<Timed>& timed, const Now& now)
{
    std::vector<std::string> owners;
    for (const auto& each : timed)
        if (each.period.holds(now.instant))
            owners.push_back(each.owner);
    return owners;
}

void append(const std::vector<std::string>& names, std::vector<std::string>& to)
{
    to.insert(to.end(), names.begin(), names.end());
}

}  // namespace

std::vector<Given> given_to_resident(const Relations& relations, const Now& now)
{
    std::vector<Given> given;
    const auto& self = relations.self;
    if (self.patient.empty() || self.is_deceased)
        return given;
    const bool has_consent
        = std::ranges::any_of(relations.youth_access, [&](const Period& period) { return period.holds(now.instant); });
    add(Standing::self, self, {}, now, given);
    if (relations.holds_of_others && !given.empty())
        given.back().reach.owners.push_back(audience::held_by(self.patient));
    if (has_consent)
        add(Standing::self_with_consent, self, {}, now, given);
    for (const auto& tie : relations.ties)
        if (is_in_force(tie, self, now)) {
            const auto before = given.size();
            add(standing_of(tie), tie.patient, tie.areas, now, given);
            for (auto at = before; at < given.size(); ++at)
                given[at].tie = &tie;
        }
    return given;
}

// A block of the organisation gives way to emergency access; a block of the person and a reservation never do.
std::vector<Given> given_to_personnel(
    const std::string& organization, const std::string& practitioner, const Relations& relations, const Now& now)
{
    std::vector<std::string> never{std::string(audience::everybody_blocked)};
    if (!practitioner.empty())
        never.push_back(audience::blocked(practitioner));
    append(relations.blocked_by, never);

    store::Reach shared{owners_in_force(relations.grants, now), never};
    shared.owners.push_back(organization);
    append(relations.places, shared.owners);
    shared.except.push_back(audience::blocked(organization));
    append(relations.blocked_at, shared.except);

    std::vector<Given> given{{"given-to-organisation", {}, std::move(shared)}};
    if (auto emergencies = owners_in_force(relations.emergencies, now); !emergencies.empty())
        given.push_back({"emergency", {}, {std::move(emergencies), never}});
    return given;
}

}  // namespace helselos::access
