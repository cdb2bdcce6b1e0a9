// Which accesses to records somebody should look at, and why. Pure: the log comes in row by row, what is known of
// persons is asked for afterwards, and out come findings, the weightiest first. A finding accuses nobody: each
// reason has innocent explanations, and who is named is heard first.
#pragma once

#include "base/clock.h"
#include "store/store.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace helselos::app::report {

enum class Reason : std::uint8_t {
    no_care_relation,  // Emergency access.
    own_record,        // Personnel looked at their own record at work.
    colleague,         // The patient works here, too.
    same_address,
    same_surname,
    many_patients,  // In one hour, beside what is usual for the role.
    unusual_hours,  // At night or in a week-end, by somebody who else does not.
    refused,        // Asked many times for what they may not see or do.
};

// In plain words.
std::string_view to_text(Reason reason);

struct Finding {
    std::string agent;
    std::string organization;
    std::string patient;  // Empty when it is about many.
    std::uint64_t accesses = 0;
    Instant first;
    Instant last;
    std::vector<Reason> reasons;
    std::uint64_t patients = 0;  // Of many_patients: how many.
    int weight = 0;
};

// What is compared of a person; folded by who fills it in, so that equal means the same. Empty: not known.
struct Person {
    std::string surname;
    std::string address;
    std::set<std::string> identifiers;  // "system|value"
};

// By reference: "Patient/3", "Practitioner/12".
using Persons = std::map<std::string, Person>;

class AccessTally {
public:
    // `is_at_usual_hours`: whether a day-time worker would be at work then.
    void take(const store::AuditRow& row, bool is_at_usual_hours);

    // Everybody that findings may compare.
    std::set<std::string> references() const;
    std::vector<Finding> findings(const Persons& persons) const;

private:
    struct Pair {
        std::string organization;
        std::uint64_t accesses = 0;
        std::uint64_t in_emergency = 0;
        std::uint64_t at_unusual_hours = 0;
        Instant first;
        Instant last;
    };
    struct Hour {
        std::set<std::string> patients;
        std::uint64_t accesses = 0;
        Instant first;
        Instant last;
    };
    struct Refused {
        std::string organization;
        std::set<std::string> patients;
        std::uint64_t accesses = 0;
        Instant first;
        Instant last;
    };
    struct Agent {
        std::string organization;
        std::string role;
        std::uint64_t accesses = 0;
        std::uint64_t at_unusual_hours = 0;
        std::map<std::int64_t, Hour> hours;  // By hours since 1970.
    };

    void add_pairs(const Persons& persons, std::vector<Finding>& findings) const;
    void add_busy_hours(std::vector<Finding>& findings) const;
    void take_refused(const std::string& agent, const store::AuditRow& row);
    void add_refused(std::vector<Finding>& findings) const;
    std::map<std::string, std::uint64_t> usual_patients_by_role() const;
    std::vector<Reason> reasons_of(
        const std::string& agent, const std::string& patient, const Pair& pair, const Persons& persons) const;

    std::map<std::pair<std::string, std::string>, Pair> m_pairs;  // Agent and patient.
    std::map<std::string, Agent> m_agents;
    std::map<std::string, Refused>
        m_refused;  // Of everybody: who is refused is no less curious for being no personnel.
};

}  // namespace helselos::app::report
