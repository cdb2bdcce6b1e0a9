// One walk over the items that profiles say something about. Members stand in the file that is
// named after what they judge.
#pragma once

#include "fhir/validation/evaluation.h"
#include "fhir/validation/item.h"
#include "fhir/validation/profile_program.h"
#include "fhir/validation/report.h"
#include "fhir/validation/tables.h"

#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos::fhir::validation {

class ProfileWalk {
public:
    ProfileWalk(const Tables& tables, Evaluation& evaluation, Report& report);
    ~ProfileWalk();
    ProfileWalk(const ProfileWalk&) = delete;
    ProfileWalk& operator=(const ProfileWalk&) = delete;

    // By one profile, unless that was done already. The item has been judged by its base type.
    void judge(const ProfileProgram& program, const Item& item);
    // The same by address; one that is not known is an error, told at the item.
    void judge(std::string_view canonical, const Item& item);
    // Whether a resource satisfies a profile; nothing when that cannot be known.
    std::optional<bool> conforms(std::string_view canonical, const Item& item);
    std::optional<bool> conforms(json::Value resource, std::string_view canonical, const Around& around);

private:
    using Judged = std::pair<const void*, const ProfileProgram*>;
    enum class Verdict : std::uint8_t { open, yes, no };
    struct Trial {
        Verdict verdict = Verdict::open;
        std::size_t level = 0;  // How many trials were open when it began.
    };
    static constexpr std::size_t no_promise = static_cast<std::size_t>(-1);
    struct Target;

    // profile_walk.cpp
    bool conforms(const ProfileProgram& program, const Item& item);
    bool passes_trial(const ProfileProgram& program, const Item& item);
    void content(const ProfileProgram& program, const Demand& demand, const Item& item);
    void inside(const ProfileProgram& program, const Demand& demand, const Item& parent);
    void element(const ProfileProgram& program, const Demand& demand, const Item& parent);
    void count(const ProfileProgram& program, std::string_view id, std::uint32_t min, std::uint32_t max,
        std::size_t found, const Item& parent);
    void invariants(const ProfileProgram& program, const Demand& demand, const Item& item);
    bool step();
    void tell_defects(const ProfileProgram& program, const Place& place);

    // slicing.cpp
    void slices(const ProfileProgram& program, const Demand& demand, const Items& items, const Item& parent);
    const Slice* slice_of(const ProfileProgram& program, const Slicing& slicing, const Item& item);
    void unsliced(const ProfileProgram& program, const Demand& demand, const std::vector<const Slice*>& places,
        const Items& items);
    void order(const ProfileProgram& program, const Slicing& slicing, const std::vector<const Slice*>& places,
        const Items& items);
    bool meets(const Criterion& criterion, const Item& item);
    bool is_like(const Item& item, const Likeness& likeness);
    Items select(const Item& item, const std::vector<PathStep>& path);
    void step_into(const Item& item, const PathStep& step, Items& items);

    // types.cpp
    void types(const ProfileProgram& program, const Demand& demand, const Item& item);
    void profiles_of_type(
        const ProfileProgram& program, const Item& item, const std::vector<std::string_view>& profiles);
    static std::vector<const TypeDemand*> entries_for(const std::vector<TypeDemand>& types, const Item& item);

    // targets.cpp
    void targets(const ProfileProgram& program, const std::vector<TypeDemand>& types, const Item& item);
    void aggregation(const ProfileProgram& program, const Aggregation& mode, const Item& item, bool is_found);
    void target_profiles(const ProfileProgram& program, const std::vector<std::string_view>& profiles, const Item& item,
        const Item* target);
    Items collected(const Item& parent, std::string_view name);
    const Item* target_of(const Item& reference);
    Target& target(json::Value resource, const TypeRule& rule, const Around& outer);

    // demanded_values.cpp
    void values(const ProfileProgram& program, const Demand& demand, const Item& item);
    void limits_of_value(const ProfileProgram& program, const Demand& demand, const Item& item);
    void binding(const ProfileProgram& program, const Demand& demand, const Item& item);

    const Tables& m_tables;
    Evaluation& m_evaluation;
    Report* m_report;
    bool m_is_trial = false;
    std::size_t m_steps = 0;
    bool m_is_cut = false;  // A profile was not tried, for too many were being tried.
    std::set<Judged> m_judged;
    std::map<Judged, Trial> m_verdicts;
    std::size_t m_level = 0;
    std::size_t m_lowest_promise = no_promise;                 // The outermost open verdict that was relied on.
    std::set<const ProfileProgram*> m_told;                    // Programs whose defects were told.
    std::set<std::string_view> m_undecided;                    // Value sets and profiles that were told to be unknown.
    std::map<const void*, std::unique_ptr<Target>> m_targets;  // Resources that references lead to.
};

}  // namespace helselos::fhir::validation
