// A value of a resource with what is known of it, and the way from it to its elements.
#pragma once

#include "fhir/validation/around.h"
#include "fhir/validation/place.h"
#include "fhir/validation/rules.h"

#include <string_view>
#include <vector>

namespace helselos::fhir::validation {

struct Item {
    Found found;
    const TypeRule* type = nullptr;  // Of a primitive that of its id and extensions; of a resource its own.
    Primitive primitive = Primitive::none;
    std::string_view code;  // Its type as ElementDefinition.type.code names it.
    const Around* around = nullptr;
    Place place;
    const Around* outer = nullptr;  // Of a resource that is an element: what is around the element.

    bool is_resource() const { return type->shape == Shape::resource; }
    // Where its elements are.
    json::Value object() const { return primitive == Primitive::none ? found.value : found.extension; }
};

// The item itself may be given up before its elements only when their places are not asked for any more.
using Items = std::vector<Item>;

// Appends the elements of `parent` with this name; of a choice whatever their type. What is not as the
// base definition has it is left out: that is told by the base.
void collect(const Item& parent, std::string_view name, const Rules& rules, Items& items);

// Whether a type is the one in "valueQuantity": "Quantity", and "dateTime" in "DateTime".
bool is_type_in_name(std::string_view type, std::string_view in_name);

// The member "_name" of an object, without making that name.
json::Value sibling_of(json::Value object, std::string_view name);

// How the element is told in a path.
inline Place place_of(const Property& property, const ElementRule& element, const Place& parent)
{
    const bool is_choice = element.definition->is_choice;
    return {&parent, element.definition->name, is_choice ? property.reference->code : std::string_view(), Place::single,
        property.type->type};
}

}  // namespace helselos::fhir::validation
