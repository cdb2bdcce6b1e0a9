// From the definition of a value set to its codes
// (http://hl7.org/fhir/R4/valueset.html#compositions).
//
// Pure: what a value set draws on is asked of a Source. Used when the program is
// built, for the sets of R4, and at run time for sets that arrive later.
#pragma once

#include "base/limits.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

// All text views point into what the Source and the value set own.
struct Expansion {
    bool is_complete = true;
    std::vector<Code> codes;        // In the order of the definition, no code twice.
    std::vector<std::string> gaps;  // Why it is not complete: the parts that could not be decided.
};

// What an expansion may still cost. Sets may include sets; deeper or more than this is a gap, and so
// are circles.
struct Effort {
    std::size_t depth_left = limits::value_set_depth_max;
    std::size_t includes_left = limits::value_set_includes_max;
};

class Source {
public:
    virtual ~Source() = default;
    // Null when unknown. The address may carry a version after "|".
    virtual const CodeSystem* code_system(std::string_view url) const = 0;
    // The expansion of a set that another set includes; nothing when unknown.
    virtual std::optional<Expansion> value_set(std::string_view url, Effort& effort) const = 0;
};

Expansion expand(json::Value value_set, const Source& source, Effort& effort);

// A code system read from its resource. Views point into the resource's document.
class ReadCodeSystem {
public:
    explicit ReadCodeSystem(json::Value resource);
    ReadCodeSystem(ReadCodeSystem&&) = default;
    ReadCodeSystem& operator=(ReadCodeSystem&&) = default;
    const CodeSystem& get() const { return m_system; }

private:
    CodeSystem m_system;
    std::vector<Concept> m_concepts;
    std::vector<std::uint32_t> m_parents;
};

}  // namespace helselos::fhir::terminology
