// From the definition of a value set to its codes
// (http://hl7.org/fhir/R4/valueset.html#compositions).
//
// Pure: what a value set draws on is asked of a Source. Used when the program is
// built, for the sets of R4, and at run time for sets that arrive later.
#pragma once

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

class Source {
public:
    virtual ~Source() = default;
    // Null when unknown. The address may carry a version after "|".
    virtual const CodeSystem* code_system(std::string_view url) const = 0;
    // The expansion of a set that another set includes; nothing when unknown.
    virtual std::optional<Expansion> value_set(std::string_view url, std::size_t depth_left) const = 0;
};

// Sets may include sets; more than `depth_left` inside each other is a gap, and so are circles.
Expansion expand(json::Value value_set, const Source& source, std::size_t depth_left);

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

} // namespace helselos::fhir::terminology
