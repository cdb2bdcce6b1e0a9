// How one parameter is read from resources of one type: by walks, or by the FHIRPath engine.
#pragma once

#include "fhir/search/convert.h"
#include "fhir/search/walk.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

struct ShapedWalk {
    Walk walk;
    Shape shape = Shape::nothing;
};

// The walks of the expression that end at something searched by; empty when the engine must evaluate it.
std::optional<std::vector<ShapedWalk>> shaped_walks(
    std::string_view expression, std::string_view type, const Definitions& definitions);

// What the values of a token parameter can be. An expression that only the engine understands may yield anything.
struct TokenNature {
    bool is_known = false;       // All of the following can be told.
    bool is_single = false;      // A resource has one token at most.
    bool has_texts = false;      // CodeableConcept, Coding or Identifier: something :text can be asked of.
    bool is_identifier = false;  // Every value is an Identifier.
    bool has_systems = false;    // Every value is a code of a known system, or says its system itself.
};

TokenNature token_nature(std::string_view expression, std::string_view type, const Definitions& definitions);

// How a reference parameter of a type can mean resources of another: by their type and id, by a canonical address, or
// not at all, because the elements it reads refer to other types. What only the engine can read may do it by reference.
enum class Referring : std::uint8_t { not_at_all, by_reference, by_address };
std::vector<Referring> referring_to(std::span<const std::string_view> targets, std::string_view expression,
    std::string_view type, const Definitions& definitions);

// Whether a resource has one value of the parameter at most.
bool is_single_valued(std::string_view expression, std::string_view type, const Definitions& definitions);

}  // namespace helselos::fhir::search
