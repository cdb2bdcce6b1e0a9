#include "fhir/validation/walk.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::validation {

namespace {

bool has_sibling_names(json::Value object)
{
    const auto members = object.members();
    return std::any_of(
        members.begin(), members.end(), [](const json::Member& one) { return one.key.starts_with('_'); });
}

}  // namespace

Walk::Walk(const Tables& tables, const Options& options)
    : m_tables(tables), m_rules(tables.rules()), m_options(options), m_report(options.least, options.issues_max),
      m_evaluation(tables), m_profile_walk(tables, m_evaluation, m_report)
{
    m_evaluation.conforms = [this](json::Value resource, std::string_view profile, const Around& around) {
        return m_profile_walk.conforms(resource, profile, around);
    };
}

Issues Walk::run(json::Value value)
{
    const auto name = value["resourceType"].text();
    const bool is_known = m_rules.resource(name) != nullptr;
    const Place place{nullptr, is_known ? name : std::string_view("Resource")};
    resource(value, place, false);
    if (m_options.mode == Mode::update && is_known && value["id"].text().empty())
        error("required", place, "id: an update needs it");
    return m_report.take();
}

// False when the walk has to end here.
bool Walk::enter()
{
    if (is_stopped())
        return false;
    if (++m_nodes > limits::json_nodes_max || m_depth > limits::json_depth_max) {
        m_report.stop("the resource is too large or too deep to be validated");
        return false;
    }
    return true;
}

void Walk::resource(json::Value value, const Place& place, bool is_contained)
{
    if (!value.is_object())
        return error("structure", place, "a resource is a JSON object");
    const auto type = value["resourceType"];
    if (!type.exists())
        return error("structure", place, "resourceType is missing");
    const auto* rule = type.is_string() ? m_rules.resource(type.text()) : nullptr;
    if (rule == nullptr)
        return error("structure", place, "resourceType is not a resource type of FHIR R4");

    const auto around = m_around;
    const bool is_outermost = !around.root.exists();
    m_around.resource = value;
    m_around.rule = rule;
    auto here = place;
    here.type = rule->type;
    if (is_contained)
        whole_resource(value, *rule, here);
    else
        outer_resource(value, *rule, here);
    profiles(value, *rule, here, is_outermost);
    m_around = around;
}

// One that is not contained: references by "#id" are looked up in it.
void Walk::outer_resource(json::Value value, const TypeRule& rule, const Place& place)
{
    static const ContainedIndex nothing_contained;
    m_around.root = value;
    m_around.root_rule = &rule;
    m_around.contained
        = value["contained"].exists() ? &m_contained.emplace_back(contained_in(value)) : &nothing_contained;
    m_around.first_fragment = m_fragments.size();
    if (rule.type->name == "Bundle")
        m_around.bundle = &m_bundles.emplace_back(value);
    whole_resource(value, rule, place);
    m_fragments.resize(m_around.first_fragment);
}

void Walk::whole_resource(json::Value value, const TypeRule& rule, const Place& place)
{
    object(value, rule, place);
    if (rule.type->name == "Bundle")
        bundle(value, place);
    invariants(rule.invariants, {value, {}}, rule.type, place);
    conformance(value, place);
}

void Walk::object(json::Value value, const TypeRule& rule, const Place& place, Beside beside)
{
    if (!enter())
        return;
    ++m_depth;
    Seen seen;
    const auto around = std::exchange(m_object, value);
    const auto first_issue = m_report.size();
    const bool has_siblings = has_sibling_names(value);
    for (const auto& one : value.members())
        member(value, one, has_siblings, rule, place, seen);
    // What is missing is told before what is wrong with what is there.
    const auto first_missing = m_report.size();
    required(rule, place, seen);
    m_report.bring_forward(first_issue, first_missing);
    after_object(value, rule, place, seen, beside);
    m_object = around;
    --m_depth;
}

void Walk::member(json::Value object, const json::Member& member, bool has_siblings, const TypeRule& rule,
    const Place& place, Seen& seen)
{
    if (rule.shape == Shape::resource && member.key == "resourceType")
        return;
    const bool is_sibling = member.key.starts_with('_');
    const auto name = is_sibling ? member.key.substr(1) : member.key;
    const auto* known = rule.property(name);
    if (known == nullptr || (is_sibling && known->primitive == Primitive::none))
        return error("structure", place, std::string(shown_name(member.key)) + ": this element is not known here");
    if (!is_sibling)
        return property(
            {member.value(), has_siblings ? sibling_of(object, name) : json::Value()}, *known, rule, place, seen);
    if (!object[name].exists())
        property({{}, member.value()}, *known, rule, place, seen);
}

void Walk::property(const Found& found, const Property& property, const TypeRule& rule, const Place& place, Seen& seen)
{
    const auto& element = rule.elements[property.element];
    const auto here = place_of(property, element, place);
    if (seen[property.element])
        return error("structure", here, "only one of the types of a choice may be used");
    seen[property.element] = true;
    if (element.definition->max == 0)
        return error("structure", here, "this element may not be used here");
    if (element.definition->repeats())
        return repeated(found, property, element, place);
    if (found.value.is_array() || found.extension.is_array())
        return error("structure", here, "this element does not repeat: not an array");
    one(found, property, element, here);
}

void Walk::repeated(const Found& found, const Property& property, const ElementRule& element, const Place& parent)
{
    auto here = place_of(property, element, parent);
    const bool is_array = (!found.value.exists() || found.value.is_array())
        && (!found.extension.exists() || found.extension.is_array());
    if (!is_array)
        return error("structure", here, "this element repeats: an array");
    const auto count = std::max(found.value.size(), found.extension.size());
    if (count == 0)
        return error("structure", here, "an array may not be empty");
    if (found.value.exists() && found.extension.exists() && found.value.size() != found.extension.size())
        return error("structure", here, "the arrays of values and of their extensions are not of one length");
    if (count > element.definition->max)
        error("structure", here, "at most " + std::to_string(element.definition->max) + " are allowed");
    for (std::size_t i = 0; i < count && !is_stopped(); ++i) {
        here.index = static_cast<std::int64_t>(i);
        // Nulls keep the two arrays of a primitive in step.
        const auto without_null = [&](json::Value list) {
            return list.at(i).is_null() && property.primitive != Primitive::none ? json::Value() : list.at(i);
        };
        const Found item{without_null(found.value), without_null(found.extension)};
        if (!item.value.exists() && !item.extension.exists())
            error("structure", here, "null where neither value nor extension is");
        else
            one(item, property, element, here);
    }
}

void Walk::one(const Found& found, const Property& property, const ElementRule& element, const Place& place)
{
    if (found.value.is_null() || found.extension.is_null())
        return error("structure", place, "null is not a value");
    if (property.primitive != Primitive::none)
        primitive(found, property, place);
    else
        complex(found.value, property, place);
    if (element.definition->binding && found.value.exists())
        binding(found.value, property, element, place);
    if (!element.invariants.empty())
        invariants(element.invariants, found, property.type->type, place);
}

void Walk::complex(json::Value value, const Property& property, const Place& place)
{
    if (property.type->shape == Shape::resource) {
        const bool is_contained = property.name == "contained";
        if (is_contained && m_around.resource.identity() != m_around.root.identity())
            error("invariant", place, "dom-2: a contained resource may not contain resources");
        if (enter()) {
            ++m_depth;
            resource(value, place, is_contained);
            --m_depth;
        }
        return;
    }
    if (!value.is_object())
        return error("structure", place, "a JSON object is demanded here");
    object(value, *property.type, place);
    invariants(property.type->invariants, {value, {}}, property.type->type, place);
    if (property.type->shape == Shape::extension)
        extension(value, property, place);
    if (property.type->shape == Shape::reference)
        reference(value, *property.reference, place);
    if (property.type->shape == Shape::attachment)
        attachment(value, place);
    if (property.type->shape == Shape::coding)
        coding(value, place);
}

void Walk::required(const TypeRule& rule, const Place& place, const Seen& seen)
{
    for (const auto required : rule.required)
        if (!seen[required])
            error("required", place,
                std::string(rule.elements[required].definition->path) + ": at least 1 demanded, 0 found");
}

void Walk::after_object(json::Value value, const TypeRule& rule, const Place& place, const Seen& seen, Beside beside)
{
    if (rule.shape == Shape::resource) {
        const bool is_contained = m_around.is_contained();
        if (is_contained && (value["meta"]["versionId"].exists() || value["meta"]["lastUpdated"].exists()))
            error("invariant", place, "dom-4: a contained resource has no versionId and no lastUpdated");
        if (is_contained && value["meta"]["security"].exists())
            error("invariant", place, "dom-5: a contained resource has no security label");
        return;
    }
    if (value.size() == 0)
        return error("structure", place, "an object may not be empty");
    if (beside == Beside::nothing && value.size() == 1 && value["id"].exists())
        error("invariant", place, "ele-1: an element has a value or children");
    if (rule.shape == Shape::extension) {
        // The elements of Extension: id, extension, url, value.
        const bool has_value = seen[static_cast<std::size_t>(rule.type->element("value") - rule.type->elements.data())];
        if (has_value == value["extension"].exists())
            error("invariant", place, "ext-1: an extension has either a value or extensions");
    }
}

}  // namespace helselos::fhir::validation
