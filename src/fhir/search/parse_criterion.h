// One parameter of one resource type, with its modifier and values
// (http://hl7.org/fhir/R4/search.html#modifiers).
#pragma once

#include "fhir/search/grounds.h"
#include "fhir/search/query.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

// A parameter as a type has it.
struct Subject {
    std::string_view type;
    const SearchParameter& parameter;
};

// Errors: unsupported (a special parameter; a modifier that is not that of the type, or cannot be decided here),
// invalid (a bad value), busy (the parameter was added and is being indexed), too_large.
Result<Clause> parse_criterion(
    const Asking& asking, const Subject& subject, std::string_view modifier, std::string_view value);

// The same for values that are known to be one each, with their prefix and escapes.
Result<Clause> criterion_of(
    const Asking& asking, const Subject& subject, Modifier modifier, std::span<const std::string_view> values);

// Holds when the resource has (is_missing: has not) a value.
Result<Clause> presence_of(const Asking& asking, const Subject& subject, bool is_missing);

// What is asked of the version itself: "_id" as a token, "_lastUpdated" as a date.
Result<Clause> criterion_of_version(
    const Asking& asking, SearchType type, std::string_view parameter, std::span<const std::string_view> values);

// The modifiers that are answered for the parameter, as they stand in a search: for the capability statement.
std::vector<std::string> modifiers_of(const Subject& subject, const Parameters& parameters);

// The values between commas. Error too_large: limits::search_values_max.
Result<std::vector<std::string_view>> values_in(const Asking& asking, std::string_view value);

}  // namespace helselos::fhir::search
