// Who may do what, as one pure function over tables.
//
// The question is answered before the store is asked; which records a permitted act can reach is the scope that
// comes with the answer. What no row of the tables allows is refused. Each row has a name, and the names of those
// that allowed are the basis in the log (docs/decisions/0022-relations-and-scope.md).
#pragma once

#include "access/caller.h"
#include "access/relations.h"
#include "store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::access {

// To write at all, or in one of its ways.
enum class Deed : std::uint8_t { read, search, history, write, create, update, remove };

constexpr bool is_writing(Deed deed)
{
    return deed == Deed::write || deed == Deed::create || deed == Deed::update || deed == Deed::remove;
}

// How much a type tells about a person.
enum class TypeClass : std::uint8_t {
    definitional,  // Forms, code lists, profiles, organisations: for everyone to read.
    staff,         // Who works here: for those who are signed in.
    clerical,      // About a patient: when and where they are seen, for those who see to that as well.
    log,           // Who saw what.
    record,        // About a patient.
};

TypeClass class_of(std::string_view type);

// What a caller is to the rules.
enum class Standing : std::uint8_t {
    nobody,
    resident,
    clinician,
    clerk,
    machine,
    analyst,
    administrator,
    controller,
    house
};

// Personnel are clinicians when their role is a category of health personnel who give care; else clerks.
Standing standing_of(const Caller& caller);

enum class Verdict : std::uint8_t {
    permit,   // Within the scope.
    sign_in,  // Nobody may, somebody might.
    forbid,   // The caller may know of such records, but may not do this.
};

// Types whose resources tell of a patient and give nobody else anything: what another system may write by hand.
bool is_written_by_machines(std::string_view type);

// The rule by which the whole log is read.
constexpr std::string_view log_of_all = "log-of-all";

enum class Mask : std::uint8_t {
    nothing,
    addresses,     // Of those whose address is protected.
    deidentified,  // All but what a view shows (deidentify.h).
};

// What one rule opened.
struct Ground {
    std::string_view rule;
    store::Reach reach;
};

struct Decision {
    Verdict verdict = Verdict::forbid;
    std::string rule;             // The name of the rule that decided; of several: "own-record parent-of-child".
    std::vector<Ground> grounds;  // What each tie gave, from which one record's basis is told.
    store::Scope scope;           // What the act may reach.
    bool must_audit = false;      // A person, a machine, or a service for a person touches records of patients.
    Mask mask = Mask::addresses;
};

// An empty type asks for all types at once (a system history, a system search). Relations are asked only when
// needs_relations().
Decision decide(const Caller& caller, const Relations& relations, Deed deed, std::string_view type, const Now& now);

// Whether anything of the decision hangs on relations: a search includes other types, whatever it is of.
bool needs_relations(const Caller& caller, Deed deed, std::string_view type);

// The verdict alone, for many types at once.
Decision decide_without_scope(const Caller& caller, Deed deed, std::string_view type);

// For whom a resident may act, now: whom they see as parent or guardian, or with a fullmakt for digital services.
std::vector<std::string> represented(const Relations& relations, const Now& now);

// One whom a resident may stand in for, now, and in what.
struct ActsFor {
    std::string patient;
    TieKind kind = TieKind::parent;
    std::vector<std::string> areas;  // Codes of 7618; all of them is one code (codes::all_areas).
    std::optional<Day> last_day;     // As far as is known: the end of the tie, or the day before a child turns 16.
};

// A patient stands there once for each tie.
std::vector<ActsFor> acts_for(const Relations& relations, const Now& now);

}  // namespace helselos::access
