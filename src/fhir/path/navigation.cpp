#include "fhir/path/navigation.h"

#include "fhir/path/system_type.h"

#include <algorithm>

namespace helselos::fhir::path {

// What is known of an element before its value is looked at.
struct Navigation::Place {
    const Item* parent;
    std::string_view name;  // The FHIRPath name.
    const Element* element = nullptr;
    const TypeReference* reference = nullptr;
};

namespace {

// A resource says itself what it is.
const Type* resource_type(const Type* declared, json::Value value, const Definitions& definitions)
{
    if (declared == nullptr || declared->kind != TypeKind::resource || !declared->is_abstract)
        return declared;
    const auto* actual = definitions.type(value["resourceType"].text());
    return actual != nullptr ? actual : declared;
}

const Type* type_of(const Element* element, const TypeReference* reference, std::string_view name, json::Value value,
    const Definitions& definitions)
{
    if (element == nullptr)
        return value["resourceType"].exists() ? definitions.type(value["resourceType"].text()) : nullptr;
    if (element->content != nullptr)
        return element->content;
    if (reference == nullptr)
        return nullptr;
    if (reference->type != nullptr)
        return resource_type(reference->type, value, definitions);
    // What the definitions call System.String are the ids of elements and the url of an extension.
    return definitions.type(name == "url" ? "uri" : "string");
}

json::Node* node_of(json::Value value)
{
    return const_cast<json::Node*>(static_cast<const json::Node*>(value.identity()));
}

// The children of a primitive stand in its sibling.
json::Value object_of(const Item& item)
{
    const auto value = item.json();
    return value.is_object() ? value : item.extension();
}

// Most names differ in length or in their last letter.
bool is_same(std::string_view key, std::string_view name)
{
    return key.size() == name.size() && !name.empty() && key.back() == name.back() && key == name;
}

// "_given" of "given".
json::Value sibling_of(json::Value object, std::string_view key)
{
    for (const auto& member : object.members())
        if (member.key.size() == key.size() + 1 && member.key.front() == '_' && member.key.substr(1) == key)
            return member.value();
    return {};
}

}  // namespace

void Navigation::child(const Item& parent, const ElementName& name, Collection& output) const
{
    if (const auto* info = parent.type_info()) {
        if (name.name == "namespace")
            output.push(Item::of_string(info->name_space));
        else if (name.name == "name")
            output.push(Item::of_string(info->name));
        else if (name.name == "baseType")
            output.push(Item::of_string(
                info->base.empty() ? "System.Any" : m_environment.memory().keep("FHIR." + std::string(info->base))));
        return;
    }
    if (parent.kind() == Item::Kind::quantity) {
        const auto quantity = *parent.quantity();
        if (name.name == "value")
            output.push(Item::of_decimal(m_environment.memory().make(quantity.value)));
        else if (name.name == "unit")
            output.push(Item::of_string(quantity.unit));
        return;
    }
    if (!parent.is_element())
        return;
    const auto* type = parent.type();
    if (type == nullptr) {
        plain({&parent, name.name}, name, output);
        return;
    }
    if (type->kind == TypeKind::primitive && name.name == "value") {
        if (parent.has_value())
            output.push(to_system(parent, m_environment));
        return;
    }
    // "valueQuantity" is a name in JSON only; FHIRPath calls it "value".
    if (const auto known = type->json_element(name.name); known && !known->element->is_choice) {
        plain({&parent, name.name, known->element, known->type}, name, output);
        return;
    }
    if (const auto* element = type->element(name.name); element != nullptr && element->is_choice)
        choice(parent, *element, output);
}

void Navigation::child(const Item& parent, const ElementName& name, const Binding& binding, Collection& output) const
{
    switch (binding.meaning) {
    case Meaning::nothing: break;
    case Meaning::itself: output.push(parent); break;
    case Meaning::element: plain({&parent, name.name, binding.named.element, binding.named.type}, name, output); break;
    case Meaning::choice: choice(parent, *binding.named.element, output); break;
    case Meaning::of_a_value: child(parent, name, output); break;
    }
}

void Navigation::plain(const Place& place, const ElementName& name, Collection& output) const
{
    json::Value value;
    json::Value sibling;
    for (const auto& member : object_of(*place.parent).members()) {
        if (is_same(member.key, name.name))
            value = member.value();
        else if (is_same(member.key, name.sibling))
            sibling = member.value();
    }
    add(place, value, sibling, output);
}

void Navigation::choice(const Item& parent, const Element& element, Collection& output) const
{
    const auto object = object_of(parent);
    for (const auto& member : object.members()) {
        const bool is_sibling = member.key.starts_with('_');
        const auto key = member.key.substr(is_sibling ? 1 : 0);
        if (!key.starts_with(element.name) || key.size() == element.name.size())
            continue;
        const auto known = parent.type()->json_element(key);
        if (!known || known->element != &element)
            continue;
        const Place place{&parent, element.name, known->element, known->type};
        if (!is_sibling)
            add(place, member.value(), sibling_of(object, key), output);
        else if (!object[key].exists())
            add(place, {}, member.value(), output);
    }
}

void Navigation::children(const Item& parent, Collection& output) const
{
    if (!parent.is_element())
        return;
    const auto* type = parent.type();
    const auto object = object_of(parent);
    if (!object.is_object())
        return;
    const auto members = object.members();
    const bool has_siblings = std::any_of(
        members.begin(), members.end(), [](const json::Member& member) { return member.key.starts_with('_'); });
    for (const auto& member : members) {
        const bool is_sibling = member.key.starts_with('_');
        const auto key = member.key.substr(is_sibling ? 1 : 0);
        if (is_same(key, "resourceType") || (is_sibling && object[key].exists()))
            continue;
        Place place{&parent, key};
        if (type != nullptr) {
            const auto known = type->json_element(key);
            if (!known)
                continue;
            place = {&parent, known->element->name, known->element, known->type};
        }
        if (is_sibling) {
            add(place, {}, member.value(), output);
            continue;
        }
        add(place, member.value(), has_siblings ? sibling_of(object, key) : json::Value(), output);
    }
}

void Navigation::add(const Place& place, json::Value value, json::Value sibling, Collection& output) const
{
    if (!value.is_array() && !sibling.is_array()) {
        add_one(place, value, sibling, -1, output);
        return;
    }
    const auto count = std::max(value.size(), sibling.is_array() ? sibling.size() : 0);
    for (std::size_t i = 0; i < count; ++i)
        add_one(place, value.at(i), sibling.at(i), static_cast<std::int64_t>(i), output);
}

void Navigation::add_one(
    const Place& place, json::Value value, json::Value sibling, std::int64_t index, Collection& output) const
{
    const bool has_value = value.exists() && !value.is_null();
    const bool has_sibling = sibling.is_object();
    if (!has_value && !has_sibling)
        return;
    const auto* type = type_of(place.element, place.reference, place.name, value, m_environment.definitions);
    auto& item = output.push_new();
    item.m_kind = Item::Kind::element;
    item.m_type = type;
    item.m_node = has_value ? node_of(value) : nullptr;
    item.m_sibling = has_sibling ? node_of(sibling) : nullptr;
    if (m_environment.with_locations) {
        auto& memory = m_environment.memory();
        const auto name = place.element != nullptr ? place.element->name : memory.keep(place.name);
        item.m_location = memory.make(Location{place.parent->m_location, name, index});
    }
}

Item Navigation::rooted(Item item) const
{
    if (m_environment.with_locations && item.m_location == nullptr && item.is_element())
        item.m_location = m_environment.memory().make(Location{nullptr, item.type_name(), -1});
    return item;
}

Item to_system(const Item& item, Environment& environment)
{
    if (!item.is_element())
        return item;
    auto& memory = environment.memory();
    switch (system_kind(item)) {
    case Item::Kind::boolean: return Item::of_boolean(item.boolean().value_or(false));
    case Item::Kind::integer:
        if (const auto number = item.integer())
            return Item::of_integer(*number);
        break;
    case Item::Kind::decimal:
        if (const auto number = item.decimal())
            return Item::of_decimal(memory.make(*number));
        break;
    case Item::Kind::date:
    case Item::Kind::date_time:
    case Item::Kind::time:
        if (const auto temporal = item.temporal())
            return Item::of_temporal(memory.make(*temporal));
        break;
    case Item::Kind::quantity:
        if (const auto quantity = item.quantity())
            return Item::of_quantity(memory.make(*quantity));
        return {};
    case Item::Kind::none: return {};
    default: break;
    }
    return Item::of_string(item.text());
}

}  // namespace helselos::fhir::path
