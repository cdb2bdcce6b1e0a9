// The definitions in the form the walk over a resource needs: one table per type.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/path/path.h"
#include "fhir/validation/primitives.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::validation {

struct TypeRule;

// Invariants whose answer the walk knows already, or knows faster than FHIRPath.
enum class Known : std::uint8_t {
    no,
    by_walk,    // Asked of every element or resource as it is walked.
    narrative,  // dom-6.
    contained,  // dom-3.
    urls,       // bdl-7.
};

class Invariant {
public:
    explicit Invariant(const Constraint& of);

    const Constraint& constraint() const { return m_constraint; }
    Known known() const { return m_known; }
    // Compiled when it is first asked for, once for all threads: most programs meet few of them.
    const Result<path::Expression>& expression() const;

private:
    const Constraint& m_constraint;
    Known m_known;
    mutable std::once_flag m_once;
    mutable Result<path::Expression> m_expression = path::Expression();
};

using Invariants = std::vector<const Invariant*>;

struct ElementRule {
    const Element* definition = nullptr;
    const ValueSet* value_set = nullptr;  // Of the binding; null when it is not known.
    Invariants invariants;
};

// One name in JSON.
struct Property {
    std::string_view name;
    std::uint16_t element = 0;  // Place in TypeRule::elements.
    Primitive primitive = Primitive::none;
    const TypeRule* type = nullptr;  // Never null; for a primitive that of its extensions and id.
    const TypeReference* reference = nullptr;
};

enum class Shape : std::uint8_t { element, resource, extension, reference, attachment, coding, concept_, quantity };

struct TypeRule {
    const Type* type = nullptr;
    Shape shape = Shape::element;
    std::vector<Property> properties;  // Sorted by name.
    std::vector<ElementRule> elements;
    std::vector<std::uint16_t> required;
    Invariants invariants;

    const Property* property(std::string_view name) const;
};

class Rules {
public:
    explicit Rules(const Definitions& definitions);

    const Definitions& definitions() const { return m_definitions; }
    const TypeRule* type(std::string_view name) const;
    // A resource type that is not abstract, or null.
    const TypeRule* resource(std::string_view name) const;
    // What a reference may point to; empty when to anything.
    std::span<const std::string_view> targets(const TypeReference& reference) const;

private:
    void fill(TypeRule& rule);
    void add_property(TypeRule& rule, const JsonName& name);
    Invariants invariants_of(std::span<const Constraint> constraints);
    void add_targets(const TypeReference& reference);
    const TypeRule* rule_of(const Type* type) const;

    const Definitions& m_definitions;
    std::vector<TypeRule> m_types;  // As in definitions().types().
    std::map<const Constraint*, std::unique_ptr<const Invariant>> m_invariants;
    std::map<const TypeReference*, std::vector<std::string_view>> m_targets;
};

}  // namespace helselos::fhir::validation
