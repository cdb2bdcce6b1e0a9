// A profile as a flat program: what it demands beyond the base definition of its type, and nothing else.
//
// Made once per profile by compile_profile.h and then only read, by all threads. Views point into
// the StructureDefinition and live as long as the Profiles it came from.
#pragma once

#include "fhir/profile/profiles.h"
#include "fhir/validation/rules.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::validation {

// Places in one of the tables of the program.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

constexpr std::uint32_t nowhere = UINT32_MAX;

// http://hl7.org/fhir/R4/valueset-resource-aggregation-mode.html
struct Aggregation {
    bool is_limited = false;
    bool contained = false;
    bool referenced = false;
    bool bundled = false;
};

// One entry of ElementDefinition.type.
struct TypeDemand {
    std::string_view code;
    std::vector<std::string_view> profiles;  // Beyond the base; one of them has to hold.
    std::vector<std::string_view> targets;   // Of a reference, where they are narrower than the base.
    Aggregation aggregation;
};

struct BoundCodes {
    BindingStrength strength = BindingStrength::example;
    std::string_view value_set;  // Empty: only the outermost set is bound.
    std::string_view outermost;  // No code outside of it is allowed, whatever the strength.
};

// A step of a discriminator (http://hl7.org/fhir/R4/profiling.html#discriminator).
struct PathStep {
    enum class Kind : std::uint8_t { child, extension, resolve, of_type };

    Kind kind = Kind::child;
    std::string_view text;  // Name, address or type.
};

// What tells a value: fixed or pattern of its own, and those below it.
struct Likeness {
    PathStep step;               // From the likeness around it; not of the outermost.
    json::Value fixed;           // Or absent.
    json::Value pattern;         // Or absent.
    std::string_view value_set;  // A required binding, or empty.
    std::vector<Likeness> inside;

    bool tells_nothing() const { return !fixed && !pattern && value_set.empty() && inside.empty(); }
};

// Whether an item belongs to a slice, by one discriminator.
struct Criterion {
    enum class Kind : std::uint8_t { value, exists, type, profile };

    Kind kind = Kind::value;
    std::vector<PathStep> path;
    std::vector<Likeness> likenesses;        // Of a value: each is met by some element at the path.
    bool is_there = true;                    // Of exists.
    std::vector<std::string_view> types;     // Of type: one of these.
    std::vector<std::string_view> profiles;  // Of profile: one of these holds.
};

struct Slice {
    std::string_view name;
    std::uint32_t min = 0;
    std::uint32_t max = unbounded;
    std::uint32_t demand = nowhere;   // What its items have to be.
    std::vector<Criterion> criteria;  // All have to be met. None: the slice cannot be told from others.
    bool is_default = false;          // "@default": what is in no other slice.
};

struct Slicing {
    enum class Rules : std::uint8_t { open, closed, open_at_end };

    Rules rules = Rules::open;
    bool is_ordered = false;
    Range slices;
};

// One element of the profile, or one slice of it.
struct Demand {
    std::string_view name;       // "value" of a choice; at the root the type.
    std::string_view id;         // "Observation.component:systolic.value[x]", to tell the sender.
    std::string_view only_type;  // Of an element that names one type of a choice: "valueQuantity".
    bool is_choice = false;
    std::uint32_t min = 0;
    std::uint32_t max = unbounded;
    std::vector<TypeDemand> types;  // Empty: as the base has them.
    json::Value fixed;
    json::Value pattern;
    json::Value min_value;
    json::Value max_value;
    std::string_view limit_type;  // "Quantity" of minValueQuantity.
    std::optional<std::uint64_t> length_max;
    std::optional<BoundCodes> binding;
    bool is_bound_in_part = false;  // Of the types that are left, more than one can be coded.
    Invariants invariants;
    std::uint32_t slicing = nowhere;
    Range children;

    bool demands_nothing() const;
};

struct ProfileProgram {
    const profile::Profile* profile = nullptr;
    const TypeRule* type = nullptr;  // Null: of a type that R4 does not have.
    // The definition of the type itself: nothing beyond the base.
    bool is_base = false;
    std::uint32_t root = nowhere;
    std::vector<Demand> demands;
    std::vector<Slicing> slicings;
    std::vector<Slice> slices;
    // What of the profile cannot be judged, and what is defective in it.
    Issues defects;
};

}  // namespace helselos::fhir::validation
