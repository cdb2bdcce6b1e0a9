// What FHIR R4 says its types are: elements, cardinalities, bindings, invariants,
// search parameters, compartments and the codes of value sets.
//
// The core is compiled at build time from the StructureDefinitions of the R4
// release into one compact file, embedded in the program (definitions.cmake).
// All text views point into that file and live as long as the program.
// Immutable, so shared by all threads without a lock.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace helselos::fhir {

struct Type;

enum class TypeKind : std::uint8_t { primitive, complex, backbone, resource };

enum class BindingStrength : std::uint8_t { required, extensible, preferred, example };

// http://hl7.org/fhir/R4/valueset-search-param-type.html
enum class SearchType : std::uint8_t { number, date, string, token, reference, composite, quantity, uri, special };

constexpr std::uint32_t unbounded = std::numeric_limits<std::uint32_t>::max();

// One entry of ElementDefinition.type.
struct TypeReference {
    std::string_view code;                              // "Reference", "string", "BackboneElement", "System.String".
    std::span<const std::string_view> profiles;         // Canonical addresses.
    std::span<const std::string_view> target_profiles;  // For Reference and canonical.
    const Type* type = nullptr;                         // What `code` names; null for "System.String" and the like.
};

// One invariant: http://hl7.org/fhir/R4/conformance-rules.html#constraints.
struct Constraint {
    std::string_view key;         // "pat-1".
    std::string_view human;       // What it demands, in words.
    std::string_view expression;  // FHIRPath, evaluated with the element as focus.
    bool is_error = true;         // Else a warning.
};

struct Binding {
    BindingStrength strength = BindingStrength::example;
    std::string_view value_set;  // Canonical address without version.
};

struct Element {
    std::string_view name;  // "given"; of a choice "value", without "[x]".
    std::string_view path;  // "Observation.value[x]".
    std::uint32_t min = 0;
    std::uint32_t max = 1;  // Or unbounded.
    bool is_choice = false;
    bool is_modifier = false;
    bool is_summary = false;
    std::span<const TypeReference> types;
    // The type of the content where it has no name of its own: a backbone element, also
    // when reached by contentReference. Otherwise null: take types[i].type.
    const Type* content = nullptr;
    std::optional<Binding> binding;
    // Those of the element, not of its type. Where it is reached by contentReference, those of
    // the element referred to as well.
    std::span<const Constraint> constraints;

    bool repeats() const { return max > 1; }
};

// An element under the name it has in JSON: "valueQuantity" is the element "value" as Quantity.
struct NamedElement {
    const Element* element = nullptr;
    const TypeReference* type = nullptr;
};

struct JsonName {
    std::string_view name;
    NamedElement element;
};

struct Type {
    std::string_view name;  // "Patient", "HumanName", "string"; of a backbone "Patient.contact".
    std::string_view url;   // Canonical address; empty for a backbone.
    TypeKind kind = TypeKind::complex;
    bool is_abstract = false;
    const Type* base = nullptr;               // Resource -> DomainResource -> Patient; Element -> ...
    std::span<const Element> elements;        // All, inherited first, in the order of the definition.
    std::span<const Constraint> constraints;  // Of the type as a whole, inherited ones included.
    std::span<const JsonName> json_names;     // Sorted by name.

    // By FHIRPath name ("value"), or null.
    const Element* element(std::string_view element_name) const;
    // By JSON name ("valueQuantity", "given"); without the underscore of primitive extensions.
    std::optional<NamedElement> json_element(std::string_view json_name) const;
    bool is_a(std::string_view type_name) const;  // Itself or a descendant of the named type.
};

struct SearchComponent {
    std::string_view parameter_url;
    std::string_view expression;
};

struct SearchParameter {
    std::string_view code;  // "birthdate".
    std::string_view url;
    SearchType type = SearchType::string;
    std::string_view expression;                  // Of all bases, as published.
    std::span<const std::string_view> bases;      // Resource types; "Resource" and "DomainResource" too.
    std::span<const std::string_view> targets;    // Of a reference.
    std::span<const SearchComponent> components;  // Of a composite.
};

struct Code {
    std::string_view system;
    std::string_view code;
    std::string_view display;
};

struct Concept {
    std::string_view code;
    std::string_view display;
    std::span<const std::uint32_t> parents;  // Places in CodeSystem::concepts. Empty at the top.
};

struct CodeSystem {
    std::string_view url;
    std::string_view name;
    bool is_complete = false;           // False for a fragment or an example.
    std::span<const Concept> concepts;  // In the order of the definition, the broader before the narrower.
};

struct ValueSet {
    std::string_view url;
    std::string_view name;
    // True when `codes` is the whole expansion. False when the set draws on something outside
    // (SNOMED CT, LOINC, UCUM, MIME types, languages): membership cannot be decided from here.
    bool is_complete = false;
    std::span<const Code> codes;  // Sorted by code, then system.

    bool contains(std::string_view code) const;  // In any system.
    bool contains(std::string_view system, std::string_view code) const;
};

// Which search parameters of which type put a resource into a compartment
// (http://hl7.org/fhir/R4/compartmentdefinition.html).
struct CompartmentRule {
    std::string_view resource_type;
    std::span<const std::string_view> parameters;  // "subject", "performer"; "{def}" is left out.
};

struct Compartment {
    std::string_view code;  // "Patient".
    std::span<const CompartmentRule> rules;
};

class Definitions {
public:
    // The embedded R4 core; loaded on first use, in milliseconds.
    static const Definitions& r4();

    virtual ~Definitions() = default;
    virtual const Type* type(std::string_view name) const = 0;        // "Patient.contact" too.
    virtual const Type* type_by_url(std::string_view url) const = 0;  // Version suffix ignored.
    virtual std::span<const Type> types() const = 0;
    virtual std::span<const std::string_view> resource_types() const = 0;  // Concrete ones, sorted.

    // Of one type, those of Resource and DomainResource included; sorted by code.
    virtual std::span<const SearchParameter* const> search_parameters(std::string_view resource_type) const = 0;
    virtual const SearchParameter* search_parameter(std::string_view resource_type, std::string_view code) const = 0;
    virtual const SearchParameter* search_parameter_by_url(std::string_view url) const = 0;

    virtual const ValueSet* value_set(std::string_view url) const = 0;      // Version suffix ignored.
    virtual std::span<const ValueSet> value_sets() const = 0;               // Sorted by address.
    virtual const CodeSystem* code_system(std::string_view url) const = 0;  // Version suffix ignored.
    virtual std::span<const CodeSystem> code_systems() const = 0;           // Sorted by address.
    virtual const Compartment* compartment(std::string_view code) const = 0;
};

}  // namespace helselos::fhir
