// The compiled definitions as they stand in the program: a header, then one
// section per kind of record. Everything is a 32-bit word; a text is its place in
// the table of texts. The tool writes it (compile_definitions.cpp), embedded.cpp reads it.
//
// Little-endian only: the file is made by the same build that embeds it.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace helselos::fhir::blob {

constexpr std::uint64_t magic = 0x3152344645444C48;  // "HLDEF4R1".
constexpr std::uint32_t version = 1;

using Text = std::uint32_t;
// Place of a record plus one; zero is none.
using Link = std::uint32_t;

struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

enum class Section : std::uint32_t {
    characters,  // The texts, one after the other.
    texts,       // Where each text starts; one more entry than texts.
    text_lists,  // Text, for spans of texts.
    numbers,     // std::uint32_t, for spans of places.
    types,
    elements,
    type_references,
    constraints,
    json_names,
    search_parameters,
    search_components,
    type_parameters,
    concepts,
    code_systems,
    codes,
    value_sets,
    compartment_rules,
    compartments,
    count,
};

struct TypeRecord {
    Text name;
    Text url;
    std::uint32_t kind;
    std::uint32_t is_abstract;
    Link base;
    Range elements;
    Range constraints;
    Range json_names;
};

enum ElementFlag : std::uint32_t { choice = 1, modifier = 2, summary = 4, bound = 8 };

struct ElementRecord {
    Text name;
    Text path;
    std::uint32_t min;
    std::uint32_t max;
    std::uint32_t flags;
    Range types;
    Link content;
    std::uint32_t binding_strength;
    Text value_set;
    Range constraints;
};

struct TypeReferenceRecord {
    Text code;
    Range profiles;
    Range target_profiles;
    Link type;
};

struct ConstraintRecord {
    Text key;
    Text human;
    Text expression;
    std::uint32_t is_error;
};

struct JsonNameRecord {
    Text name;
    std::uint32_t element;         // Place in elements.
    std::uint32_t type_reference;  // Place in type_references.
};

struct SearchParameterRecord {
    Text code;
    Text url;
    std::uint32_t type;
    Text expression;
    Range bases;
    Range targets;
    Range components;
};

struct SearchComponentRecord {
    Text parameter_url;
    Text expression;
};

struct TypeParametersRecord {
    Text resource_type;
    Range parameters;  // In numbers: places in search_parameters.
};

struct ConceptRecord {
    Text code;
    Text display;
    Range parents;  // In numbers.
};

struct CodeSystemRecord {
    Text url;
    Text name;
    std::uint32_t is_complete;
    Range concepts;
};

struct CodeRecord {
    Text system;
    Text code;
    Text display;
};

struct ValueSetRecord {
    Text url;
    Text name;
    std::uint32_t is_complete;
    Range codes;
};

struct CompartmentRuleRecord {
    Text resource_type;
    Range parameters;
};

struct CompartmentRecord {
    Text code;
    Range rules;
};

struct SectionPlace {
    std::uint32_t offset = 0;  // In bytes from the start of the file; a multiple of 8.
    std::uint32_t count = 0;   // In records; for characters in bytes.
};

struct Header {
    std::uint64_t magic = blob::magic;
    std::uint32_t version = blob::version;
    std::uint32_t size = 0;      // Of the whole file in bytes; a multiple of 8.
    std::uint64_t checksum = 0;  // Of all that follows the header.
    std::array<SectionPlace, static_cast<std::size_t>(Section::count)> sections{};
};
static_assert(sizeof(Header) % 8 == 0);

// Guards against a damaged or foreign file, not against an attacker.
inline std::uint64_t checksum(std::span<const unsigned char> bytes)
{
    std::uint64_t sum = 0x9E3779B97F4A7C15;
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        sum = (sum ^ word) * 0xFF51AFD7ED558CCD;
        sum ^= sum >> 32;
    }
    return sum;
}

}  // namespace helselos::fhir::blob
