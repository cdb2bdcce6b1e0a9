// From the snapshot of a profile to its program.
#pragma once

#include "fhir/validation/profile_program.h"
#include "fhir/validation/snapshot_tree.h"

#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <tuple>

namespace helselos::fhir::validation {

// Invariants of profiles, each expression compiled once for all of them. For any thread.
class InvariantPool {
public:
    // `constraint` is an entry of ElementDefinition.constraint.
    const Invariant& of(json::Value constraint);

private:
    struct Owned {
        explicit Owned(const Constraint& of) : constraint(of), invariant(constraint) {}

        Constraint constraint;
        Invariant invariant;
    };

    std::mutex m_mutex;
    std::map<std::tuple<std::string_view, std::string_view, bool>, std::unique_ptr<const Owned>> m_invariants;
};

// Gives the snapshots of other profiles, which types and discriminators lead into.
class Trees {
public:
    virtual ~Trees() = default;
    virtual const SnapshotTree* tree(std::string_view canonical) const = 0;  // Null when unknown.
};

struct Workshop {
    const Rules& rules;
    const Trees& trees;
    InvariantPool& invariants;
};

// The tree has to outlive the program.
ProfileProgram compile_profile(const SnapshotTree& tree, const Workshop& workshop);

}  // namespace helselos::fhir::validation
