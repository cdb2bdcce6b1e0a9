// Who may do what, as one pure function over a table.
//
// The question is answered before the store is asked; which records a permitted
// act can reach is the scope that comes with the answer. What no row of the table
// allows is refused.
#pragma once

#include "access/caller.h"
#include "store/store.h"

#include <cstdint>
#include <string_view>

namespace helselos::access {

enum class Deed : std::uint8_t { read, search, history, write };

// How much a type tells about a person.
enum class TypeClass : std::uint8_t {
    definitional,  // Forms, code lists, profiles, organisations: for everyone to read.
    staff,         // Who works here: for those who are signed in.
    record,        // About a patient.
};

TypeClass class_of(std::string_view type);

enum class Verdict : std::uint8_t {
    permit,   // Within the scope.
    sign_in,  // Nobody may, somebody might.
    forbid,   // The caller may know of such records, but may not do this.
};

struct Decision {
    Verdict verdict = Verdict::forbid;
    store::Scope scope;       // What the act may reach.
    bool must_audit = false;  // A person or a service for a person touches records of patients.
};

// An empty type asks for all types at once (a system history, a system search).
Decision decide(const Caller& caller, Deed deed, std::string_view type);

}  // namespace helselos::access
