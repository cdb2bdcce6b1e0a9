#include "fhir/validation/programs.h"

#include <mutex>
#include <utility>

namespace helselos::fhir::validation {

namespace {

template <typename Map>
auto known(const Map& map, const profile::Profile* profile, std::shared_mutex& mutex)
{
    const std::shared_lock lock(mutex);
    const auto found = map.find(profile);
    return found == map.end() ? nullptr : found->second.get();
}

}  // namespace

Result<const ProfileProgram*> Programs::find(std::string_view canonical) const
{
    const auto* profile = TRY(m_profiles.find(canonical));
    if (profile == nullptr)
        return nullptr;
    if (const auto* program = known(m_programs, profile, m_mutex))
        return program;
    // Compiled without the lock, as that may lead to other profiles; of two at once the first is kept.
    auto made = std::make_unique<const ProfileProgram>(
        compile_profile(tree(*profile), Workshop{m_rules, *this, m_invariants}));
    const std::unique_lock lock(m_mutex);
    return m_programs.try_emplace(profile, std::move(made)).first->second.get();
}

const SnapshotTree& Programs::tree(const profile::Profile& profile) const
{
    if (const auto* tree = known(m_trees, &profile, m_mutex))
        return *tree;
    auto made = std::make_unique<const SnapshotTree>(profile);
    const std::unique_lock lock(m_mutex);
    return *m_trees.try_emplace(&profile, std::move(made)).first->second;
}

const SnapshotTree* Programs::tree(std::string_view canonical) const
{
    const auto profile = m_profiles.find(canonical);
    return profile && *profile != nullptr ? &tree(**profile) : nullptr;
}

}  // namespace helselos::fhir::validation
