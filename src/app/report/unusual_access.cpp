#include "app/report/unusual_access.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>
#include <numeric>

namespace helselos::app::report {

namespace {

// In one hour so many times what is usual for the role, and never fewer than the least: one who works through the
// list of a clinic is no finding.
constexpr std::uint64_t usual_times = 5;
constexpr std::uint64_t many_patients_min = 20;

// Somebody who works nights has most of theirs then: only what is rare for the one who did it is unusual.
constexpr std::uint64_t rare_share = 10;
constexpr std::uint64_t accesses_to_judge_hours_min = 20;

// Fewer are mistakes.
constexpr std::uint64_t refused_min = 5;
constexpr std::string_view refused_more
    = "refused-more";  // A row of attempts that were only counted: access/refusals.h.

constexpr std::uint64_t milliseconds_of_hour = 3'600'000;

int weight_of(Reason reason)
{
    switch (reason) {
    case Reason::no_care_relation: return 5;
    case Reason::own_record: return 4;
    case Reason::colleague: return 4;
    case Reason::same_address: return 6;
    case Reason::same_surname: return 3;
    case Reason::many_patients: return 5;
    case Reason::unusual_hours: return 1;
    case Reason::refused: return 4;
    }
    return 0;
}

bool has_rule(std::string_view basis, std::string_view rule)
{
    const auto rules = split(basis, ' ');
    return std::ranges::find(rules, rule) != rules.end();
}

bool is_in_emergency(const store::AuditRow& row)
{
    return has_rule(row.basis, "emergency") || row.purpose == "BTG";
}

const Person& known(const Persons& persons, const std::string& reference)
{
    static const Person nobody;
    const auto person = persons.find(reference);
    return person == persons.end() ? nobody : person->second;
}

bool is_same(const Person& left, const Person& right)
{
    return std::ranges::any_of(
        left.identifiers, [&](const std::string& identifier) { return right.identifiers.contains(identifier); });
}

bool works_here(const Person& patient, const Persons& persons)
{
    return std::ranges::any_of(persons,
        [&](const auto& each) { return each.first.starts_with("Practitioner/") && is_same(each.second, patient); });
}

// Personnel are seldom registered with a home address, but as patients they are.
Person as_patient_too(Person person, const Persons& persons)
{
    for (const auto& [reference, other] : persons)
        if (person.address.empty() && reference.starts_with("Patient/") && is_same(person, other))
            person.address = other.address;
    return person;
}

template <typename Counted>
void count(Counted& counted, const store::AuditRow& row)
{
    counted.first = counted.accesses == 0 ? row.at : std::min(counted.first, row.at);
    counted.last = counted.accesses == 0 ? row.at : std::max(counted.last, row.at);
    ++counted.accesses;
}

int weight_of(const std::vector<Reason>& reasons)
{
    return std::accumulate(
        reasons.begin(), reasons.end(), 0, [](int sum, Reason reason) { return sum + weight_of(reason); });
}

bool comes_before(const Finding& left, const Finding& right)
{
    if (left.weight != right.weight)
        return left.weight > right.weight;
    if (left.last != right.last)
        return left.last > right.last;
    return std::tie(left.agent, left.patient) < std::tie(right.agent, right.patient);
}

}  // namespace

std::string_view to_text(Reason reason)
{
    switch (reason) {
    case Reason::no_care_relation: return "emergency access, without a care relation";
    case Reason::own_record: return "looked at their own record at work";
    case Reason::colleague: return "the patient works here, too";
    case Reason::same_address: return "same address as the patient";
    case Reason::same_surname: return "same surname as the patient";
    case Reason::many_patients: return "many more patients in an hour than is usual for the role";
    case Reason::refused: return "asked many times for what they may not see or do";
    case Reason::unusual_hours: return "at night or in a week-end, which is rare for them";
    }
    return "";
}

// Personnel, in person: what a service does for them stands under the one it serves.
void AccessTally::take(const store::AuditRow& row, bool is_at_usual_hours)
{
    const auto agent = row.agent.substr(0, row.agent.find(' '));
    if (row.outcome == "4")
        return take_refused(agent, row);
    if (!agent.starts_with("Practitioner/") || row.patient.empty())
        return;
    auto& pair = m_pairs[{agent, row.patient}];
    pair.organization = row.organization;
    count(pair, row);
    pair.in_emergency += is_in_emergency(row) ? 1 : 0;
    pair.at_unusual_hours += is_at_usual_hours ? 0 : 1;
    auto& of_agent = m_agents[agent];
    of_agent.organization = row.organization;
    of_agent.role = row.role;
    ++of_agent.accesses;
    of_agent.at_unusual_hours += is_at_usual_hours ? 0 : 1;
    auto& hour = of_agent.hours[row.at.time_since_epoch().count() / static_cast<std::int64_t>(milliseconds_of_hour)];
    hour.patients.insert(row.patient);
    count(hour, row);
}

void AccessTally::take_refused(const std::string& agent, const store::AuditRow& row)
{
    auto& refused = m_refused[agent];
    refused.organization = row.organization;
    count(refused, row);
    if (row.interaction == refused_more)
        refused.accesses += to_unsigned(row.reason.substr(0, row.reason.find(' '))).value_or(1) - 1;
    if (!row.patient.empty())
        refused.patients.insert(row.patient);
}

void AccessTally::add_refused(std::vector<Finding>& findings) const
{
    for (const auto& [agent, refused] : m_refused)
        if (refused.accesses >= refused_min)
            findings.push_back({agent, refused.organization,
                refused.patients.size() == 1 ? *refused.patients.begin() : std::string(), refused.accesses,
                refused.first, refused.last, {Reason::refused}, refused.patients.size(), weight_of(Reason::refused)});
}

std::set<std::string> AccessTally::references() const
{
    std::set<std::string> all;
    for (const auto& [who, pair] : m_pairs) {
        all.insert(who.first);
        all.insert(who.second);
    }
    return all;
}

std::vector<Finding> AccessTally::findings(const Persons& persons) const
{
    std::vector<Finding> findings;
    add_pairs(persons, findings);
    add_busy_hours(findings);
    add_refused(findings);
    std::ranges::sort(findings, comes_before);
    if (findings.size() > limits::access_findings_max)
        findings.resize(limits::access_findings_max);
    return findings;
}

std::vector<Reason> AccessTally::reasons_of(
    const std::string& agent, const std::string& patient, const Pair& pair, const Persons& persons) const
{
    std::vector<Reason> reasons;
    const auto reader = as_patient_too(known(persons, agent), persons);
    const auto& read = known(persons, patient);
    const bool is_self = is_same(reader, read);
    if (pair.in_emergency > 0)
        reasons.push_back(Reason::no_care_relation);
    if (is_self)
        reasons.push_back(Reason::own_record);
    else if (works_here(read, persons))
        reasons.push_back(Reason::colleague);
    if (!is_self && !reader.address.empty() && reader.address == read.address)
        reasons.push_back(Reason::same_address);
    if (!is_self && !reader.surname.empty() && reader.surname == read.surname)
        reasons.push_back(Reason::same_surname);
    const auto& habit = m_agents.at(agent);
    const bool is_rare = habit.at_unusual_hours * rare_share < habit.accesses;
    if (pair.at_unusual_hours > 0 && habit.accesses >= accesses_to_judge_hours_min && is_rare)
        reasons.push_back(Reason::unusual_hours);
    return reasons;
}

void AccessTally::add_pairs(const Persons& persons, std::vector<Finding>& findings) const
{
    for (const auto& [who, pair] : m_pairs) {
        auto reasons = reasons_of(who.first, who.second, pair, persons);
        if (reasons.empty())
            continue;
        const auto weight = weight_of(reasons);
        findings.push_back({who.first, pair.organization, who.second, pair.accesses, pair.first, pair.last,
            std::move(reasons), 0, weight});
    }
}

// The median of the hours that those of a role worked at all.
std::map<std::string, std::uint64_t> AccessTally::usual_patients_by_role() const
{
    std::map<std::string, std::vector<std::uint64_t>> by_role;
    for (const auto& [name, agent] : m_agents)
        for (const auto& [number, hour] : agent.hours)
            by_role[agent.role].push_back(hour.patients.size());
    std::map<std::string, std::uint64_t> usual;
    for (auto& [role, counts] : by_role) {
        const auto middle = counts.begin() + static_cast<std::ptrdiff_t>((counts.size() - 1) / 2);
        std::ranges::nth_element(counts, middle);
        usual[role] = *middle;
    }
    return usual;
}

void AccessTally::add_busy_hours(std::vector<Finding>& findings) const
{
    const auto usual = usual_patients_by_role();
    for (const auto& [name, agent] : m_agents) {
        const auto many = std::max(many_patients_min, usual_times * usual.at(agent.role));
        for (const auto& [number, hour] : agent.hours) {
            if (hour.patients.size() < many)
                continue;
            findings.push_back({name, agent.organization, "", hour.accesses, hour.first, hour.last,
                {Reason::many_patients}, hour.patients.size(), weight_of(Reason::many_patients)});
        }
    }
}

}  // namespace helselos::app::report
