// What an evaluation may know besides its focus, and how much it may cost.
#pragma once

#include "base/clock.h"
#include "base/limits.h"
#include "fhir/definitions/definitions.h"
#include "fhir/path/item.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos::fhir::path {

// Of one call of evaluate; each call starts with the whole budget.
struct Budget {
    std::uint64_t steps = limits::path_steps_max;
    std::size_t bytes = limits::path_bytes_max;
};

// Made once for a resource and used for many expressions. Not for two threads at once.
struct Environment {
    explicit Environment(const Definitions& of);
    ~Environment();
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    const Definitions& definitions;

    // %resource, %rootResource and %context. Where not given: the focus, if that is a resource,
    // else nothing, and an expression that asks for it fails with `unprocessable`; %context is the focus.
    Item resource = {};
    Item root_resource = {};
    Item context = {};

    // Further %names, without the percent sign.
    std::vector<std::pair<std::string, Collection>> variables = {};

    // The resource behind a reference or canonical address; kind none when there is no such resource.
    // Where not given, contained resources are found in the root resource, and of anything else
    // only the type is known, as far as the text of the reference tells it.
    std::function<Item(std::string_view reference)> resolve = {};

    // Empty: not known. Where not given, the value sets and types of `definitions` decide.
    std::function<std::optional<bool>(const Item& item, std::string_view value_set)> member_of = {};
    std::function<std::optional<bool>(const Item& item, std::string_view profile)> conforms_to = {};
    // Does the first coding subsume the second? Where not given, only equal codings are known to.
    std::function<std::optional<bool>(const Item& left, const Item& right)> subsumes = {};

    // now(), today(), timeOfDay(); without it they fail with `unsupported`.
    std::optional<Instant> now = {};

    // What trace() hands over. Never to be logged: it holds values from the record.
    std::function<void(std::string_view name, const Collection& items)> trace = {};

    // Whether items know their location. Costs a little memory for each step.
    bool with_locations = false;

    // Whether `as` of several items keeps those of the type, which what R4 publishes relies on (dom-3 and
    // search parameters), or is an error, as FHIRPath has it.
    bool as_is_a_filter = true;

    Budget budget = {};
    // Of all evaluations so far, for whoever shares one budget among several.
    std::uint64_t steps_spent = 0;

    // What all results since the last forget() take.
    std::size_t bytes_used() const;
    // Gives back the memory of all results so far; they may not be used any more.
    void forget();

    class Memory;
    Memory& memory() { return *m_memory; }

    // Whether the types live as long as the program, so that what is learnt of them may be kept.
    bool types_are_lasting() const { return m_types_are_lasting; }

private:
    bool m_types_are_lasting;
    std::unique_ptr<Memory> m_memory;
};

}  // namespace helselos::fhir::path
