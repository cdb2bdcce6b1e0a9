// What stands between a caller and patients, as plain data, and how it is read from resources. Nothing is decided
// here: a tie may have ended, or be of no use at the patient's age. decide.h says what follows.
#pragma once

#include "access/calendar.h"
#include "json/value.h"

#include <optional>
#include <string>
#include <vector>

namespace helselos::access {

// A patient, as far as rules ask.
struct Person {
    std::string patient;  // "Patient/4".
    std::optional<Birth> birth;
    bool is_deceased = false;
    bool is_protected = false;  // Address codes 6 and 7.
};

enum class TieKind : std::uint8_t { parent, guardian, fullmakt };

// That the caller may stand in for somebody.
struct Tie {
    TieKind kind = TieKind::parent;
    Person patient;
    Period period;
    bool a_parent_lives_with
        = false;  // Of a parent: one with parental responsibility is registered where the child is.
    std::vector<std::string> areas = {};  // Of a fullmakt: codes of 7618.
};

// Records that personnel may see while it lasts: the compartment of a patient, or what a Consent gives.
struct Timed {
    std::string owner;  // "Patient/4", "Consent/5".
    Period period;
};

struct Relations {
    // Of a resident.
    Person self;
    std::vector<Period> youth_access;  // Given by a parent, to read one's own record from 13 on.
    std::vector<Tie> ties;
    bool holds_of_others = false;  // Somebody gave them a fullmakt once, in force or not.

    // Of personnel and machines.
    std::vector<std::string> places;      // The organisation's services and the caller's roles there, owners too.
    std::vector<Timed> grants;            // To the organisation, that end by time.
    std::vector<Timed> emergencies;       // Emergency accesses of the caller, at this organisation.
    std::vector<std::string> blocked_at;  // "Patient/4": who blocked the organisation from all they have.
    std::vector<std::string> blocked_by;  // Who blocked the caller themself, or all personnel.
};

Person person_of(json::Value patient);

// An address somebody lives at, made comparable; there may be several in force, or none that can be compared.
std::vector<std::string> homes_of(json::Value person, Instant now);
bool share_a_home(const std::vector<std::string>& left, const std::vector<std::string>& right);

// A RelatedPerson as parent with parental responsibility (7611 FO) or guardian (VE); none when it is neither.
struct Kin {
    TieKind kind = TieKind::parent;
    std::string patient;  // The child or ward.
    Period period;
};
std::optional<Kin> kin_of(json::Value related_person);

// The period in which a Consent lets the young patient read their own record; none when it does not.
std::optional<Period> youth_access_of(json::Value consent);
// The emergency access of a Task at the organisation; none when it is none, or of another organisation.
std::optional<Timed> emergency_of(json::Value task, std::string_view organization);

}  // namespace helselos::access
