// The programs of all profiles, each compiled when it is first asked for, once for all threads.
#pragma once

#include "base/result.h"
#include "fhir/profile/profiles.h"
#include "fhir/validation/compile_profile.h"

#include <memory>
#include <shared_mutex>
#include <string_view>
#include <unordered_map>

namespace helselos::fhir::validation {

class Programs final : public Trees {
public:
    Programs(const Rules& rules, const profile::Profiles& profiles) : m_rules(rules), m_profiles(profiles) {}

    // Null when nobody knows the address, which may carry a version.
    // Error unprocessable: the profile has no snapshot, and none can be made.
    Result<const ProfileProgram*> find(std::string_view canonical) const;

    const SnapshotTree* tree(std::string_view canonical) const override;

private:
    const SnapshotTree& tree(const profile::Profile& profile) const;

    const Rules& m_rules;
    const profile::Profiles& m_profiles;
    mutable InvariantPool m_invariants;
    mutable std::shared_mutex m_mutex;
    mutable std::unordered_map<const profile::Profile*, std::unique_ptr<const SnapshotTree>> m_trees;
    mutable std::unordered_map<const profile::Profile*, std::unique_ptr<const ProfileProgram>> m_programs;
};

}  // namespace helselos::fhir::validation
