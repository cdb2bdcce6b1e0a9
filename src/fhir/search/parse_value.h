// One value of a search parameter, by the parameter's type
// (http://hl7.org/fhir/R4/search.html#ptypes).
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "fhir/search/query.h"
#include "fhir/search/zone.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

// The parts between separators that no backslash stands before; escapes are left as they are.
std::vector<std::string_view> split_unescaped(std::string_view text, char separator);

// "\," is ",", and so are "\|", "\$" and "\\". Error invalid: a backslash before anything else, or at the end.
Result<std::string> unescape(std::string_view text);

struct Asked {
    std::string_view parameter;  // For the reasons of errors.
    SearchType type = SearchType::token;
    Modifier modifier = Modifier::none;
    std::string_view type_modifier = {};             // Of subject:Patient, "Patient".
    std::span<const std::string_view> targets = {};  // Of a reference.
    const Definitions* definitions = nullptr;
    Instant now;                     // For approximate dates.
    const Zone* zone = nullptr;      // Of dates without an offset; null for UTC.
    std::string_view own_base = {};  // "https://here/fhir": a reference that begins so is one of our own.
};

// `text` is one value with its escapes. Errors: invalid (no value of this type), too_large
// (limits::search_value_bytes_max), unsupported (composite and special parameters).
Result<Value> parse_value(const Asked& asked, std::string_view text);

// The same, of a parameter that is no composite.
Result<SimpleValue> parse_simple_value(const Asked& asked, std::string_view text);

// code | system|code | |code | system|
Result<TokenValue> parse_token(const Asked& asked, std::string_view text);

}  // namespace helselos::fhir::search
