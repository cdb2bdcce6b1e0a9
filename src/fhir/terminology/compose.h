// From the definition of a value set to its codes
// (http://hl7.org/fhir/R4/valueset.html#compositions).
//
// Pure: what a value set draws on is asked of a Source. Used when the program is
// built, for the sets of R4, and at run time for sets that arrive later.
#pragma once

#include "base/limits.h"
#include "fhir/definitions/definitions.h"
#include "fhir/terminology/code_index.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

enum class Membership : std::uint8_t { inside, outside, unknown };

// All text views point into what the Source and the value set own.
struct Expansion {
    bool is_complete = true;
    std::vector<Code> codes;        // In the order of the definition, no code twice.
    std::vector<std::string> gaps;  // Why it is not complete: the parts that could not be decided.
};

// What an expansion may still cost. Sets may include sets; deeper or more than this is a gap, and so
// are circles, and more codes than may be told.
struct Effort {
    std::size_t depth_left = limits::value_set_depth_max;
    std::size_t includes_left = limits::value_set_includes_max;
    std::size_t codes_left = limits::expansion_codes_max;
    // Only codes these words may find are wanted, as CodeIndex::with_words; others may be left out.
    std::vector<std::string_view> words = {};
};

struct KnownSystem {
    std::string url;
    std::string version;  // Empty: it says none, or has not been read yet.
};

class Source {
public:
    virtual ~Source() = default;
    // Null when unknown. The address may carry a version after "|", which is not looked at.
    virtual const CodeIndex* code_system(std::string_view url) const = 0;
    // Whole ones that code_system finds, sorted by address; a fragment cannot say that a code is none. None is read for
    // it, so one that is unread counts as whole.
    virtual std::vector<KnownSystem> known_systems() const { return {}; }
    // The expansion of a set that another set includes; nothing when unknown.
    virtual std::optional<Expansion> value_set(std::string_view url, Effort& effort) const = 0;
    // Whether a code is in a set, with an empty system: in any system. The set is not told code by code for it.
    virtual Membership member(
        std::string_view url, std::string_view system, std::string_view code, Effort& effort) const;
    // What is said of a set, without what only expands it; absent when there is none, or none is kept.
    virtual json::Value value_set_definition(std::string_view) const { return {}; }
    // Absent when unknown.
    virtual json::Value concept_map(std::string_view) const { return {}; }
    // All that may map codes of a system.
    virtual std::vector<json::Value> concept_maps_from(std::string_view) const { return {}; }
};

Expansion expand(json::Value value_set, const Source& source, Effort& effort);

// As Source::member, of a definition.
Membership member(
    json::Value value_set, const Source& source, std::string_view system, std::string_view code, Effort& effort);

}  // namespace helselos::fhir::terminology
