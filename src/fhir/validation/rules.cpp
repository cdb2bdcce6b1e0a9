#include "fhir/validation/rules.h"

#include "base/assert.h"
#include "fhir/validation/mended.h"
#include "fhir/validation/walk.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

Known known_by(const Constraint& constraint)
{
    constexpr std::string_view by_walk[] = {"dom-2", "dom-4", "dom-5", "ele-1", "ext-1", "ref-1", "txt-1", "txt-2"};
    if (std::find(std::begin(by_walk), std::end(by_walk), constraint.key) != std::end(by_walk))
        return Known::by_walk;
    if (constraint.key == "dom-3")
        return Known::contained;
    if (constraint.key == "dom-6")
        return Known::narrative;
    return constraint.key == "bdl-7" ? Known::urls : Known::no;
}

Shape shape_of(const Type& type)
{
    if (type.kind == TypeKind::resource)
        return Shape::resource;
    if (type.name == "Extension")
        return Shape::extension;
    if (type.name == "Reference")
        return Shape::reference;
    if (type.name == "Attachment")
        return Shape::attachment;
    if (type.name == "Coding")
        return Shape::coding;
    if (type.name == "CodeableConcept")
        return Shape::concept_;
    return type.is_a("Quantity") ? Shape::quantity : Shape::element;
}

}  // namespace

Invariant::Invariant(const Constraint& of) : m_constraint(of), m_known(known_by(of)) {}

const Result<path::Expression>& Invariant::expression() const
{
    std::call_once(m_once, [&] { m_expression = path::compile(mended_expression(m_constraint)); });
    return m_expression;
}

const Property* TypeRule::property(std::string_view name) const
{
    const auto found = std::lower_bound(properties.begin(), properties.end(), name,
        [](const Property& entry, std::string_view wanted) { return entry.name < wanted; });
    return found == properties.end() || found->name != name ? nullptr : &*found;
}

Rules::Rules(const Definitions& definitions) : m_definitions(definitions), m_types(definitions.types().size())
{
    for (std::size_t i = 0; i < m_types.size(); ++i)
        m_types[i].type = &definitions.types()[i];
    for (auto& rule : m_types)
        fill(rule);
}

void Rules::fill(TypeRule& rule)
{
    rule.shape = shape_of(*rule.type);
    rule.invariants = invariants_of(rule.type->constraints);
    HL_ASSERT(rule.type->elements.size() <= Walk::elements_max);
    for (const auto& element : rule.type->elements) {
        ElementRule one{&element, nullptr, invariants_of(element.constraints)};
        if (element.binding)
            one.value_set = m_definitions.value_set(element.binding->value_set);
        if (element.min > 0)
            rule.required.push_back(static_cast<std::uint16_t>(rule.elements.size()));
        rule.elements.push_back(std::move(one));
    }
    for (const auto& name : rule.type->json_names)
        add_property(rule, name);
}

// Profiles of the core that narrow a data type (SimpleQuantity) are types of their own here.
void Rules::add_property(TypeRule& rule, const JsonName& name)
{
    const auto& element = *name.element.element;
    const auto& reference = *name.element.type;
    const auto* type = element.content != nullptr ? element.content : reference.type;
    if (element.content == nullptr && !reference.profiles.empty())
        if (const auto* profile = m_definitions.type_by_url(reference.profiles[0]))
            type = profile;
    if (type == nullptr)
        return;  // "System.String": the value of a primitive, which JSON gives no name.
    const auto place = static_cast<std::uint16_t>(&element - rule.type->elements.data());
    const auto primitive = type->kind == TypeKind::primitive ? primitive_of(type->name) : Primitive::none;
    rule.properties.push_back({name.name, place, primitive, rule_of(type), &reference});
    add_targets(reference);
}

void Rules::add_targets(const TypeReference& reference)
{
    if (reference.target_profiles.empty() || m_targets.contains(&reference))
        return;
    std::vector<std::string_view> targets;
    for (const auto profile : reference.target_profiles) {
        const auto* type = m_definitions.type_by_url(profile);
        // To anything, or to something a profile describes that is not known here.
        if (type == nullptr || type->is_abstract)
            return;
        targets.push_back(type->name);
    }
    m_targets.emplace(&reference, std::move(targets));
}

Invariants Rules::invariants_of(std::span<const Constraint> constraints)
{
    Invariants result;
    for (const auto& constraint : constraints) {
        auto& known = m_invariants[&constraint];
        if (!known)
            known = std::make_unique<const Invariant>(constraint);
        if (known->known() != Known::by_walk)
            result.push_back(known.get());
    }
    return result;
}

const TypeRule* Rules::rule_of(const Type* type) const
{
    return type == nullptr ? nullptr : &m_types[static_cast<std::size_t>(type - m_definitions.types().data())];
}

const TypeRule* Rules::type(std::string_view name) const
{
    return rule_of(m_definitions.type(name));
}

const TypeRule* Rules::resource(std::string_view name) const
{
    const auto* rule = type(name);
    return rule == nullptr || rule->shape != Shape::resource || rule->type->is_abstract ? nullptr : rule;
}

std::span<const std::string_view> Rules::targets(const TypeReference& reference) const
{
    const auto found = m_targets.find(&reference);
    return found == m_targets.end() ? std::span<const std::string_view>{} : found->second;
}

}  // namespace helselos::fhir::validation
