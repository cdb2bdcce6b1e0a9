#include "fhir/validation/item.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

class Collector {
public:
    Collector(const Item& parent, const Rules& rules, Items& items) : m_parent(parent), m_rules(rules), m_items(items)
    {}

    void add(const Property& property, const ElementRule& element, const Found& found)
    {
        auto place = place_of(property, element, m_parent.place);
        if (!element.definition->repeats())
            return add_one(property, found, place);
        const auto count = std::max(found.value.size(), found.extension.size());
        for (std::size_t i = 0; i < count; ++i) {
            place.index = static_cast<std::int64_t>(i);
            add_one(property, {found.value.at(i), found.extension.at(i)}, place);
        }
    }

private:
    void add_one(const Property& property, Found found, const Place& place)
    {
        if (found.value.is_null())
            found.value = {};
        if (found.extension.is_null())
            found.extension = {};
        if (!found.value.exists() && !found.extension.exists())
            return;
        const auto* type = property.type;
        auto code = property.reference->code;
        if (type->shape == Shape::resource) {
            type = m_rules.resource(found.value["resourceType"].text());
            if (type == nullptr)
                return;
            code = type->type->name;
        } else if (property.primitive == Primitive::none && !found.value.is_object()) {
            return;
        }
        m_items.push_back({found, type, property.primitive, code, m_parent.around, place});
    }

    const Item& m_parent;
    const Rules& m_rules;
    Items& m_items;
};

bool is_same_letter(char left, char right)
{
    return left == right || (left >= 'a' && left <= 'z' && left - 'a' + 'A' == right);
}

}  // namespace

bool is_type_in_name(std::string_view type, std::string_view in_name)
{
    return type.size() == in_name.size() && !type.empty() && is_same_letter(type[0], in_name[0])
        && type.substr(1) == in_name.substr(1);
}

json::Value sibling_of(json::Value object, std::string_view name)
{
    for (const auto& one : object.members())
        if (one.key.size() == name.size() + 1 && one.key[0] == '_' && one.key.substr(1) == name)
            return one.value();
    return {};
}

void collect(const Item& parent, std::string_view name, const Rules& rules, Items& items)
{
    Collector collector(parent, rules, items);
    const auto object = parent.object();
    for (const auto& member : object.members()) {
        const bool is_sibling = member.key.starts_with('_');
        const auto key = is_sibling ? member.key.substr(1) : member.key;
        if (!key.starts_with(name))
            continue;
        const auto* property = parent.type->property(key);
        if (property == nullptr || parent.type->elements[property->element].definition->name != name)
            continue;
        const bool is_primitive = property->primitive != Primitive::none;
        if (is_sibling && (!is_primitive || object[key].exists()))
            continue;
        Found found;
        if (!is_sibling)
            found.value = member.value();
        if (is_sibling)
            found.extension = member.value();
        else if (is_primitive)
            found.extension = sibling_of(object, key);
        collector.add(*property, parent.type->elements[property->element], found);
    }
}

}  // namespace helselos::fhir::validation
