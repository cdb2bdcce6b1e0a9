// Identifiers by their system: the object identifiers that the Norwegian profiles use
// (hl7.fhir.no.basis, NamingSystem), as "urn:oid:2.16.578.1.12.4.1...".
#pragma once

#include "fhir/norway/national_number.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace helselos::fhir::norway {

// Production holds people, test holds made-up ones; neither takes the numbers of the other.
enum class Environment : std::uint8_t { production, test };
std::optional<Environment> environment_named(std::string_view word);  // "production", "test".
std::string_view name_of(Environment environment);

struct NumberRules {
    Environment environment = Environment::production;
    Pid2032Setting pid2032 = Pid2032Setting::by_clock;
};

enum class Wrong : std::uint8_t {
    malformed,                // Not a number of its system: form, control digits, a date that never was, another kind.
    synthetic_in_production,  // Of a made-up person.
    real_in_test,             // Perhaps of a living one.
};

// A code of https://helselos.no/fhir/CodeSystem/identifier-refusal, and what it means in a sentence.
std::string_view code_of(Wrong wrong);
std::string_view text_of(Wrong wrong);

// What every system of ours contains: what has it not needs no closer look.
inline constexpr std::string_view oid_of_all = "2.16.578.1.12.4.1.";

// Nothing when the value is right, and of systems that are not known here. An fh_number is taken in both environments,
// for it has no synthetic form.
std::optional<Wrong> check_identifier(
    std::string_view system, std::string_view value, const NumberRules& rules, Instant now);

}  // namespace helselos::fhir::norway
