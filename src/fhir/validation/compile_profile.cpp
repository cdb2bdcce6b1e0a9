#include "fhir/validation/compile_profile.h"

#include "base/text.h"
#include "fhir/validation/compile_types.h"
#include "fhir/validation/discriminators.h"
#include "fhir/validation/json_member.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::validation {

namespace {

constexpr std::string_view outermost_set = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet";

// What stands where an element of the snapshot stands, in the base definition.
struct Base {
    const Element* element = nullptr;  // Null at the root.
    std::vector<const Type*> types;    // What its content may be.
};

std::uint32_t min_of(json::Value definition)
{
    return static_cast<std::uint32_t>(to_unsigned(definition["min"].text()).value_or(0));
}

std::uint32_t max_of(json::Value definition)
{
    const auto max = to_unsigned(definition["max"].text());
    return max && *max < unbounded ? static_cast<std::uint32_t>(*max) : unbounded;
}

BindingStrength strength_of(std::string_view word)
{
    if (word == "required")
        return BindingStrength::required;
    if (word == "extensible")
        return BindingStrength::extensible;
    return word == "preferred" ? BindingStrength::preferred : BindingStrength::example;
}

std::string_view without_version(std::string_view url)
{
    return url.substr(0, url.find('|'));
}

Slicing::Rules rules_of(std::string_view word)
{
    if (word == "closed")
        return Slicing::Rules::closed;
    return word == "openAtEnd" ? Slicing::Rules::open_at_end : Slicing::Rules::open;
}

bool has_constraint(json::Value definition, json::Value constraint)
{
    const auto constraints = definition["constraint"].elements();
    for (const auto one : constraints)
        if (one["key"].text() == constraint["key"].text()
            && one["expression"].text() == constraint["expression"].text())
            return true;
    return false;
}

bool is_among(std::span<const Constraint> known, json::Value constraint)
{
    return std::any_of(known.begin(), known.end(), [&](const Constraint& one) {
        return one.key == constraint["key"].text() && one.expression == constraint["expression"].text()
            && (one.is_error || constraint["severity"].text() != "error");
    });
}

std::size_t coded_types(const std::vector<const Type*>& types)
{
    constexpr std::string_view coded[] = {"code", "Coding", "CodeableConcept", "Quantity", "string", "uri"};
    return static_cast<std::size_t>(std::count_if(types.begin(), types.end(), [&](const Type* type) {
        return std::find(std::begin(coded), std::end(coded), type->name) != std::end(coded);
    }));
}

class Compiler {
public:
    Compiler(const SnapshotTree& tree, const Workshop& workshop) : m_tree(tree), m_workshop(workshop) {}

    ProfileProgram compile();

private:
    Base base_of(const SnapshotNode& node, const Base& parent);
    Demand demand(const SnapshotNode& node, const Base& base, const SnapshotNode* twin);
    void values(const SnapshotNode& node, Demand& demand);
    void binding(const SnapshotNode& node, const Base& base, const SnapshotNode* twin, Demand& demand);
    void invariants(const SnapshotNode& node, const Base& base, const SnapshotNode* twin, Demand& demand);
    void children(const SnapshotNode& node, const Base& base, const SnapshotNode* twin, Demand& demand);
    void slicing(const SnapshotNode& node, const Base& base, Demand& demand);
    Slice slice(const SnapshotNode& node, const Base& base, const SnapshotNode& sliced);
    Range append(std::vector<Demand> demands);
    void defect(const SnapshotNode& node, std::string text);

    const SnapshotTree& m_tree;
    const Workshop& m_workshop;
    ProfileProgram m_program;
};

ProfileProgram Compiler::compile()
{
    const auto& profile = m_tree.profile();
    m_program.profile = &profile;
    m_program.defects = profile.defects;
    m_program.defects.insert(m_program.defects.end(), m_tree.defects().begin(), m_tree.defects().end());
    m_program.type = m_workshop.rules.type(profile.type);
    if (m_program.type == nullptr || m_tree.root() == nullptr)
        return std::move(m_program);
    m_program.is_base = profile.url == m_program.type->type->url;
    if (m_program.is_base)
        return std::move(m_program);
    auto root = demand(*m_tree.root(), Base{nullptr, {m_program.type->type}}, nullptr);
    m_program.root = append({std::move(root)}).first;
    return std::move(m_program);
}

void Compiler::defect(const SnapshotNode& node, std::string text)
{
    m_program.defects.push_back({Severity::information, "not-supported", std::string(node.id()), std::move(text)});
}

Base Compiler::base_of(const SnapshotNode& node, const Base& parent)
{
    Base base;
    for (const auto* type : parent.types) {
        if (base.element == nullptr)
            base.element = type->element(node.name);
        if (base.element != nullptr)
            break;
        const auto named = type->json_element(node.name);
        if (named && named->element->is_choice) {
            base.element = named->element;
            break;
        }
    }
    if (base.element == nullptr)
        return base;
    if (base.element->content != nullptr) {
        base.types = {base.element->content};
        return base;
    }
    for (const auto type : node.definition["type"].elements())
        if (const auto* known = m_workshop.rules.definitions().type(type["code"].text()))
            base.types.push_back(known);
    return base;
}

Demand Compiler::demand(const SnapshotNode& node, const Base& base, const SnapshotNode* twin)
{
    Demand demand;
    demand.name = base.element != nullptr ? base.element->name : node.name;
    demand.id = node.id();
    demand.is_choice = base.element != nullptr && base.element->is_choice;
    if (demand.is_choice && node.name != base.element->name)
        demand.only_type = node.name.substr(base.element->name.size());
    if (node.slice.empty() && base.element != nullptr) {
        const auto max = max_of(node.definition);
        demand.min = min_of(node.definition) > base.element->min ? min_of(node.definition) : 0;
        demand.max = max < base.element->max ? max : unbounded;
    }
    if (base.element != nullptr && base.element->content == nullptr)
        demand.types = demanded_types(node.definition, *base.element);
    values(node, demand);
    binding(node, base, twin, demand);
    invariants(node, base, twin, demand);
    children(node, base, twin, demand);
    slicing(node, base, demand);
    return demand;
}

void Compiler::values(const SnapshotNode& node, Demand& demand)
{
    demand.fixed = member_beginning(node.definition, "fixed");
    demand.pattern = member_beginning(node.definition, "pattern");
    demand.min_value = member_beginning(node.definition, "minValue", &demand.limit_type);
    demand.max_value = member_beginning(node.definition, "maxValue", &demand.limit_type);
    demand.length_max = to_unsigned(node.definition["maxLength"].text());
}

void Compiler::binding(const SnapshotNode& node, const Base& base, const SnapshotNode* twin, Demand& demand)
{
    const auto binding = node.definition["binding"];
    if (!binding.exists())
        return;
    BoundCodes bound{strength_of(binding["strength"].text()), binding["valueSet"].text(), {}};
    for (const auto extension : binding["extension"].elements())
        if (extension["url"].text() == outermost_set)
            bound.outermost = extension["valueCanonical"].text();
    if (base.element != nullptr && base.element->binding) {
        const auto& known = *base.element->binding;
        if (without_version(bound.value_set) == known.value_set && bound.strength >= known.strength)
            return;
    }
    if (twin != nullptr && json::equal(twin->definition["binding"], binding))
        return;
    if (bound.value_set.empty() || (bound.strength == BindingStrength::example && bound.outermost.empty()))
        return;
    demand.binding = bound;
    demand.is_bound_in_part = coded_types(base.types) > 1;
}

void Compiler::invariants(const SnapshotNode& node, const Base& base, const SnapshotNode* twin, Demand& demand)
{
    for (const auto constraint : node.definition["constraint"].elements()) {
        if (base.element != nullptr && is_among(base.element->constraints, constraint))
            continue;
        const bool is_of_type = std::any_of(base.types.begin(), base.types.end(),
            [&](const Type* type) { return is_among(type->constraints, constraint); });
        if (is_of_type || (twin != nullptr && has_constraint(twin->definition, constraint)))
            continue;
        const auto& invariant = m_workshop.invariants.of(constraint);
        if (invariant.known() == Known::by_walk)
            continue;
        if (invariant.constraint().expression.empty())
            defect(node, "not checked: " + std::string(invariant.constraint().key) + " has no expression");
        else
            demand.invariants.push_back(&invariant);
    }
}

// Below a content reference stands what the base definition says there: a profile demands of
// Questionnaire.item.item only what it says of that very path.
void Compiler::children(const SnapshotNode& node, const Base& base, const SnapshotNode* twin, Demand& demand)
{
    std::vector<Demand> kept;
    for (const auto* child : node.children) {
        const auto below = base_of(*child, base);
        if (below.element == nullptr) {
            const bool is_system_value
                = child->name == "value" && !base.types.empty() && base.types.front()->kind == TypeKind::primitive;
            if (!is_system_value)
                defect(*child, "not checked: R4 has no such element here");
            continue;
        }
        auto one = this->demand(*child, below, twin == nullptr ? nullptr : twin->child(child->name));
        if (!one.demands_nothing())
            kept.push_back(std::move(one));
    }
    demand.children = append(std::move(kept));
}

Range Compiler::append(std::vector<Demand> demands)
{
    const Range range{static_cast<std::uint32_t>(m_program.demands.size()), static_cast<std::uint32_t>(demands.size())};
    for (auto& one : demands)
        m_program.demands.push_back(std::move(one));
    return range;
}

void Compiler::slicing(const SnapshotNode& node, const Base& base, Demand& demand)
{
    if (node.slices.empty())
        return;
    const auto definition = node.definition["slicing"];
    Slicing slicing{rules_of(definition["rules"].text()), definition["ordered"].truth(), {}};
    std::vector<Slice> slices;
    for (const auto* one : node.slices)
        slices.push_back(slice(*one, base, node));
    slicing.slices = {static_cast<std::uint32_t>(m_program.slices.size()), static_cast<std::uint32_t>(slices.size())};
    for (auto& one : slices)
        m_program.slices.push_back(std::move(one));
    demand.slicing = static_cast<std::uint32_t>(m_program.slicings.size());
    m_program.slicings.push_back(slicing);
}

Slice Compiler::slice(const SnapshotNode& node, const Base& base, const SnapshotNode& sliced)
{
    Slice slice{node.slice, min_of(node.definition), max_of(node.definition), nowhere, {}, node.slice == "@default"};
    Base narrowed = base;
    if (base.element != nullptr && base.element->content == nullptr) {
        narrowed.types.clear();
        for (const auto type : node.definition["type"].elements())
            if (const auto* known = m_workshop.rules.definitions().type(type["code"].text()))
                narrowed.types.push_back(known);
    }
    slice.demand = append({demand(node, narrowed, &sliced)}).first;
    if (slice.is_default)
        return slice;
    slice.criteria = criteria_of(m_tree, sliced, node, m_workshop.trees);
    if (slice.criteria.empty())
        defect(node, "not checked: nothing tells what is in this slice");
    return slice;
}

}  // namespace

bool Demand::demands_nothing() const
{
    return min == 0 && max == unbounded && types.empty() && !fixed && !pattern && !min_value && !max_value
        && !length_max && !binding && invariants.empty() && slicing == nowhere && children.count == 0;
}

const Invariant& InvariantPool::of(json::Value constraint)
{
    const auto key = constraint["key"].text();
    const auto expression = constraint["expression"].text();
    const bool is_error = constraint["severity"].text() != "warning";
    const std::lock_guard lock(m_mutex);
    auto& owned = m_invariants[{key, expression, is_error}];
    if (!owned) {
        const Constraint made{key, constraint["human"].text(), expression, is_error};
        owned = std::make_unique<const Owned>(made);
    }
    return owned->invariant;
}

ProfileProgram compile_profile(const SnapshotTree& tree, const Workshop& workshop)
{
    return Compiler(tree, workshop).compile();
}

}  // namespace helselos::fhir::validation
