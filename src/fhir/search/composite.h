// What a composite parameter combines, on one resource type
// (http://hl7.org/fhir/R4/search.html#composite).
//
// A composite of the whole resource (code-value-quantity) holds exactly when each of its components does: there is
// one resource they all are about, so it is asked as the components are. One of an element that repeats
// (component-code-value-quantity) has rows: the components must hold within one and the same element. Some
// (combo-code-value-quantity) are both.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/search/reading_plan.h"
#include "fhir/search/rows.h"
#include "json/value.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

struct CompositePart {
    SearchType type = SearchType::token;
    std::vector<std::string_view> targets;  // Of a reference.
};

// What one part is read from: walks from the element, or from the resource ("%resource.referenceSeq.chromosome").
struct CompositeSource {
    std::vector<ShapedWalk> walks;
    bool is_from_resource = false;
};

// The elements, and what each yields for each part.
struct CompositeElement {
    Walk way;
    std::vector<CompositeSource> sources;
};

struct CompositePlan {
    std::vector<CompositePart> parts;
    // The form on the resource itself: for each part the parameter with its values. Empty: there is no such form.
    std::vector<std::string> of_resource;
    // The form on elements: the parameter whose rows hold it, this one or one with the same rows. Empty: no such form.
    std::string rows_of;
    std::vector<CompositeElement> elements;  // Where the rows are its own.
};

// Sorted by resource type and code.
using CompositePlans = std::map<std::pair<std::string, std::string>, CompositePlan, std::less<>>;

// The parameters a composite draws on.
struct ParametersOfType {
    std::string_view type;
    std::vector<const SearchParameter*> all;
    std::function<const SearchParameter*(std::string_view url)> by_url;
};

// Empty when the parameter has a form that cannot be answered: a component that is not known, an expression that is
// no plain path.
std::optional<CompositePlan> plan_of_composite(
    const SearchParameter& composite, const ParametersOfType& known, const Definitions& definitions);

// Adds one row for each combination of what the parts yield within one element. False when the rows would be more
// than limits::search_rows_max.
bool add_composites(
    const std::string& parameter, const CompositePlan& plan, json::Value resource, const Zone& zone, Rows& rows);

}  // namespace helselos::fhir::search
